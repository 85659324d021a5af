import Foundation

/// The lines of a stream, with bounded memory whatever their length.
struct LineReader {
    enum Line {
        /// The line's bytes without its line feed.
        case text(UnsafeBufferPointer<UInt8>)
        /// A line longer than the limit; its bytes are not kept.
        case tooLong
    }

    private let limit: Int
    /// The beginning of a line whose end has not come yet.
    private var pending: [UInt8] = []
    private var isTooLong = false
    private(set) var number = 0

    init(limit: Int) {
        self.limit = limit
    }

    /// Calls `body` with each line that ends in `chunk`, and keeps the rest.
    mutating func read(
        _ chunk: UnsafeBufferPointer<UInt8>, _ body: (Line, _ number: Int) throws -> Void
    ) rethrows {
        var start = 0
        while let end = Self.lineFeed(in: chunk, from: start) {
            try finish(UnsafeBufferPointer(rebasing: chunk[start..<end]), body)
            start = end + 1
        }
        keep(UnsafeBufferPointer(rebasing: chunk[start...]))
    }

    /// Calls `body` with the last line when it has no line feed.
    mutating func finish(_ body: (Line, _ number: Int) throws -> Void) rethrows {
        guard isTooLong || !pending.isEmpty else { return }
        try finish(UnsafeBufferPointer(start: nil, count: 0), body)
    }

    private mutating func finish(
        _ rest: UnsafeBufferPointer<UInt8>, _ body: (Line, _ number: Int) throws -> Void
    ) rethrows {
        number += 1
        if pending.isEmpty, !isTooLong, rest.count <= limit { return try body(.text(rest), number) }
        keep(rest)
        let line = pending
        let wasTooLong = isTooLong
        pending.removeAll(keepingCapacity: true)
        isTooLong = false
        if wasTooLong { return try body(.tooLong, number) }
        try line.withUnsafeBufferPointer { try body(.text($0), number) }
    }

    private mutating func keep(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard !isTooLong else { return }
        if pending.count + bytes.count > limit {
            isTooLong = true
            pending = []
        } else {
            pending.append(contentsOf: bytes)
        }
    }

    private static func lineFeed(in chunk: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
        guard start < chunk.count, let base = chunk.baseAddress,
            let found = memchr(base + start, CInt(UInt8(ascii: "\n")), chunk.count - start)
        else { return nil }
        return found - UnsafeMutableRawPointer(mutating: base)
    }
}
