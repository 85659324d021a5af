import Foundation

/// Cuts rows out of separated values (RFC 4180) as their bytes come. Quotation marks about a cell may hold line feeds
/// and separators; memory is bounded by `limit`.
struct RowReader {
    enum Row {
        /// The row's bytes without its line end.
        case cells(UnsafeBufferPointer<UInt8>)
        /// A row longer than the limit; its bytes are not kept.
        case tooLong
        /// The rest of the input, behind a quotation mark that none closes; the line is that of the mark.
        case unclosed
    }

    private enum State {
        case cellStart, plain, quoted
        /// Behind a quotation mark inside a quoted cell: its end, or the first of two.
        case behindQuote
    }

    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")

    /// What ends a cell.
    var separators: [UInt8]
    private let limit: Int
    private var state = State.cellStart
    private var pending: [UInt8] = []
    private var isTooLong = false
    private var start = 0
    private var rowLine = 1
    private var quoteLine = 1
    private var line = 1
    /// The line feeds of the chunk are counted up to here.
    private var counted = 0

    init(limit: Int, separators: [UInt8]) {
        self.limit = limit
        self.separators = separators
    }

    /// Calls `body` with each row that ends in `chunk`, and keeps the rest; `body` may say which separators count from
    /// the next row on.
    mutating func read(
        _ chunk: UnsafeBufferPointer<UInt8>, _ body: (Row, _ line: Int) throws -> [UInt8]
    ) rethrows {
        start = 0
        counted = 0
        var index = 0
        while index < chunk.count {
            if state == .quoted {
                index = Self.nextQuote(chunk, index)
                guard index < chunk.count else { break }
                state = .behindQuote
                index += 1
                continue
            }
            let byte = chunk[index]
            if byte == Self.lineFeed {
                try finishRow(chunk, index, body)
                index += 1
                start = index
                continue
            }
            if separators.contains(byte) {
                state = .cellStart
            } else if byte == Self.quote, state != .plain {
                if state == .cellStart {
                    countLines(chunk, to: index)
                    quoteLine = line
                }
                state = .quoted
            } else if state != .behindQuote || byte != 0x0D {
                state = .plain
            }
            index += 1
        }
        keep(chunk[start...])
        countLines(chunk, to: chunk.count)
    }

    /// Calls `body` with the last row when no line feed ends it.
    mutating func finish(_ body: (Row, _ line: Int) throws -> [UInt8]) rethrows {
        if state == .quoted {
            _ = try body(.unclosed, quoteLine)
        } else if isTooLong {
            _ = try body(.tooLong, rowLine)
        } else if !pending.isEmpty {
            try pending.withUnsafeBufferPointer { _ = try body(.cells($0), rowLine) }
        }
    }

    private mutating func finishRow(
        _ chunk: UnsafeBufferPointer<UInt8>, _ end: Int, _ body: (Row, _ line: Int) throws -> [UInt8]
    ) rethrows {
        defer {
            state = .cellStart
            pending.removeAll(keepingCapacity: pending.count <= 1 << 20)
            isTooLong = false
            countLines(chunk, to: end + 1)
            rowLine = line
        }
        let part = UnsafeBufferPointer(rebasing: chunk[start..<end])
        if isTooLong || pending.count + part.count > limit {
            separators = try body(.tooLong, rowLine)
        } else if pending.isEmpty {
            separators = try body(.cells(part), rowLine)
        } else {
            pending.append(contentsOf: part)
            separators = try pending.withUnsafeBufferPointer { try body(.cells($0), rowLine) }
        }
    }

    private mutating func keep(_ part: Slice<UnsafeBufferPointer<UInt8>>) {
        guard !isTooLong else { return }
        if pending.count + part.count > limit {
            isTooLong = true
            pending = []
        } else {
            pending.append(contentsOf: part)
        }
    }

    private mutating func countLines(_ chunk: UnsafeBufferPointer<UInt8>, to end: Int) {
        guard counted < end else { return }
        var feeds = 0
        for byte in chunk[counted..<end] { feeds &+= byte == Self.lineFeed ? 1 : 0 }
        line += feeds
        counted = end
    }

    private static func nextQuote(_ chunk: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
        guard let base = chunk.baseAddress, let found = memchr(base + start, CInt(quote), chunk.count - start) else {
            return chunk.count
        }
        return found - UnsafeMutableRawPointer(mutating: base)
    }
}
