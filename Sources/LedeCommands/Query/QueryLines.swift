/// One of several queries.
struct QueryLine: Sendable, Equatable {
    /// What stands before the line's first tab, else the line's number.
    var id: String
    var query: String

    /// - Parameter number: counted from 1.
    init(_ line: some Sequence<UInt8>, number: Int) {
        let bytes = Array(line)
        if let tab = bytes.firstIndex(of: UInt8(ascii: "\t")) {
            id = String(decoding: bytes[..<tab], as: UTF8.self)
            query = String(decoding: bytes[(tab + 1)...], as: UTF8.self)
        } else {
            id = "\(number)"
            query = String(decoding: bytes, as: UTF8.self)
        }
    }
}

/// Reads queries, one a line, as they come: whoever types them, or makes each of the answer before, waits for none.
struct QueryLines: ~Copyable {
    private let input: ByteInput
    private let path: String
    private var rest: [UInt8] = []
    private var number = 0
    private var isAtEnd = false

    /// The longest line; what is longer is no query.
    static let longestLine = 1 << 20

    /// - Parameter path: `-` is standard input.
    /// - Throws: `UsageError` when there is no such file.
    init(path: String) throws(UsageError) {
        self.path = path
        do { input = try ByteInput(path: path) } catch { throw Self.unreadable(path, error) }
    }

    private static func unreadable(_ path: String, _ failure: ByteInput.Failure) -> UsageError {
        UsageError("\(path): \(failure.reason); give a file of queries, or -")
    }

    /// The lines that can be had without waiting for further ones; `nil` at the end.
    mutating func next() throws(UsageError) -> [QueryLine]? {
        while !isAtEnd {
            let lines = try readSome()
            if !lines.isEmpty { return lines }
        }
        return nil
    }

    private mutating func readSome() throws(UsageError) -> [QueryLine] {
        do { isAtEnd = try !input.read(into: &rest) } catch { throw Self.unreadable(path, error) }
        var lines: [QueryLine] = []
        var begin = 0
        while let end = rest[begin...].firstIndex(of: UInt8(ascii: "\n")) {
            append(rest[begin..<end], to: &lines)
            begin = end + 1
        }
        rest.removeFirst(begin)
        if isAtEnd, !rest.isEmpty { append(rest[...], to: &lines) }
        guard rest.count <= Self.longestLine else {
            throw UsageError("\(path): line \(number + 1) is longer than 1 MB, which no query is")
        }
        return lines
    }

    private mutating func append(_ line: ArraySlice<UInt8>, to lines: inout [QueryLine]) {
        number += 1
        lines.append(QueryLine(line.last == UInt8(ascii: "\r") ? line.dropLast() : line, number: number))
    }
}
