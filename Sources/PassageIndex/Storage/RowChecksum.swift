import Foundation
import IndexFile

/// A checksum over a row's columns, which is stored with them: so `check` finds a byte that has changed where no other
/// table says what stood there, as in a passage's line.
///
/// 64 bits of XXH3 over each column's type, length or number, and bytes.
struct RowChecksum {
    /// The schema that brought the columns.
    static let firstVersion = 6

    private let hash = ContentHash()

    private enum Kind: Int64 {
        case null, number, text, bytes
    }

    private func begin(_ kind: Kind, _ number: Int) {
        var head = (kind.rawValue.littleEndian, Int64(number).littleEndian)
        withUnsafeBytes(of: &head) { hash.update($0) }
    }

    func add(_ number: Int?) {
        guard let number else { return begin(.null, 0) }
        begin(.number, number)
    }

    func add(_ text: String?) {
        guard var text else { return begin(.null, 0) }
        begin(.text, text.utf8.count)
        text.withUTF8 { hash.update(UnsafeRawBufferPointer($0)) }
    }

    func add(_ bytes: [UInt8]?) {
        guard let bytes else { return begin(.null, 0) }
        begin(.bytes, bytes.count)
        bytes.withUnsafeBytes { hash.update($0) }
    }

    var value: Int64 { Int64(bitPattern: hash.short) }

    /// That of a row of the table `file`, but for the path, which an index of its own repeats.
    static func ofFile(_ id: Int64, size: Int?, modified: Int64?, hash: [UInt8]?) -> Int64 {
        let checksum = RowChecksum()
        checksum.add(Int(id))
        checksum.add(size)
        checksum.add(modified.map { Int($0) })
        checksum.add(hash)
        return checksum.value
    }
}
