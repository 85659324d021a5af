@testable import Articles

/// What a scanner of JSON cuts out of a text that comes in chunks of some size.
struct Scanned: Equatable {
    struct Piece: Equatable {
        var kind: String
        var bytes: [UInt8] = []
        var line: Int
    }

    var pieces: [Piece] = []

    init(_ text: String, by size: Int) {
        let decoder = RecordDecoder(ReadingContext(path: "-", options: ReadingOptions()))
        var scanner = JSONScanner(limit: 1 << 20, hasText: decoder.hasText)
        func take(_ piece: JSONScanner.Piece, _ line: Int) {
            switch piece {
            case .record(let bytes): pieces.append(Piece(kind: "record", bytes: Array(bytes), line: line))
            case .envelope(let bytes): pieces.append(Piece(kind: "envelope", bytes: Array(bytes), line: line))
            case .tooLong: pieces.append(Piece(kind: "too long", line: line))
            case .cutOff: pieces.append(Piece(kind: "cut off", line: line))
            }
        }
        let bytes = Array(text.utf8)
        bytes.withUnsafeBufferPointer { bytes in
            for start in stride(from: 0, to: bytes.count, by: max(size, 1)) {
                scanner.read(UnsafeBufferPointer(rebasing: bytes[start..<min(start + size, bytes.count)]), take)
            }
        }
        scanner.finish(take)
    }
}
