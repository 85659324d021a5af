import Foundation

extension Slice<UnsafeBufferPointer<UInt8>> {
    /// The index of the first such byte, by the C library's search: it looks at many bytes at once.
    func firstByte(_ byte: UInt8) -> Int? {
        guard !isEmpty, let base = base.baseAddress, let found = memchr(base + startIndex, CInt(byte), count) else {
            return nil
        }
        return UnsafeRawPointer(found) - UnsafeRawPointer(base)
    }
}
