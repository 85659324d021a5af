#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Memory that is touched at random, in pages of 2 MB.
///
/// With pages of 4 kB nearly every touch costs a walk through the page table beside the touch itself; a build takes two
/// or three percent less time with large ones.
package enum LargePages {
    private static let size = 2 << 20

    /// Asks the system to back `memory` with large pages. It is only advice: where the system has none to give, small
    /// pages do.
    package static func advise(_ memory: UnsafeRawBufferPointer) {
        #if os(Linux)
            guard memory.count >= size, let first = memory.baseAddress else { return }
            let start = first.alignedUp(toMultipleOf: Int(getpagesize()))
            _ = madvise(UnsafeMutableRawPointer(mutating: start), memory.count - (start - first), MADV_HUGEPAGE)
        #endif
    }

    /// An array in such memory; the advice has to come before the first touch.
    package static func array<Element>(repeating element: Element, count: Int) -> [Element] {
        Array(unsafeUninitializedCapacity: count) { memory, initialized in
            advise(UnsafeRawBufferPointer(memory))
            memory.initialize(repeating: element)
            initialized = count
        }
    }
}
