/// A message, or a part of one: header fields, and a body that is text, data or further parts (RFC 2045, 2046).
///
/// Its bytes are a slice of the whole message, so that an index into them is an index into that.
struct MIMEEntity {
    let fields: HeaderFields
    let type: ContentType
    let body: ArraySlice<UInt8>

    /// The fields that any of the readers here looks at.
    private static let fieldNames: Set<String> = [
        "archived-at", "content-disposition", "content-id", "content-language", "content-location",
        "content-transfer-encoding", "content-type", "date", "from", "list-id", "message-id", "sender",
        "snapshot-content-location", "subject",
    ]

    /// - Parameter defaultType: what a body is that does not say it.
    init(_ bytes: ArraySlice<UInt8>, defaultType: String = "text/plain") {
        fields = HeaderFields(bytes, keeping: Self.fieldNames)
        let type = ContentType(fields["content-type"] ?? defaultType)
        // What is no kind at all is text (RFC 2045, 5.2).
        self.type = type.kind.contains("/") ? type : ContentType("text/plain")
        body = bytes.dropFirst(fields.length)
    }

    var isMultipart: Bool { type.kind.hasPrefix("multipart/") }
    var isHTML: Bool { type.kind == "text/html" || type.kind == "application/xhtml+xml" }
    var isMessage: Bool { ["message/rfc822", "message/global", "message/news"].contains(type.kind) }

    /// Text to read, and no file that was sent along.
    var isText: Bool {
        guard isHTML || type.kind == "text/plain" || type.kind == "text/markdown" else { return false }
        return fields["content-disposition"].map { ContentType($0).kind != "attachment" } ?? true
    }

    /// How the body is written.
    var transferEncoding: String? {
        fields["content-transfer-encoding"].map { ContentType($0).kind }
    }

    /// The bytes the body stands for.
    var content: [UInt8] { TransferEncoding.decoded(body, transferEncoding) }

    // MARK: - Parts

    /// The parts of a multipart body; empty when no boundary is found in it. Without the closing boundary the last part
    /// goes on to the end.
    ///
    /// - Parameter most: there are no more of them in the result.
    /// - Complexity: O(bytes).
    func parts(most: Int) -> [MIMEEntity] {
        var found = type["boundary"].map { slices(between: Array("--\($0)".utf8), most: most) } ?? []
        if found.isEmpty, let guess = guessedBoundary { found = slices(between: guess, most: most) }
        let defaultType = type.kind == "multipart/digest" ? "message/rfc822" : "text/plain"
        return found.map { MIMEEntity($0, defaultType: defaultType) }
    }

    /// The part of a `multipart/related` that the others belong to (RFC 2387): the one its header names, else the first.
    func root(of parts: [MIMEEntity]) -> MIMEEntity {
        let named = type["start"].flatMap { start in parts.first { $0.fields["content-id"] == start } }
        return named ?? parts.first ?? self
    }

    private func slices(between delimiter: [UInt8], most: Int) -> [ArraySlice<UInt8>] {
        guard delimiter.count > 2 else { return [] }
        var slices: [ArraySlice<UInt8>] = []
        var start: Int?
        forEachLine { line in
            guard slices.count < most, let isLast = Self.isLast(delimiter, line) else { return slices.count < most }
            if let start {
                // The line end before the delimiter belongs to it.
                var end = max(start, line.startIndex - 1)
                if end > start, body[end - 1] == UInt8(ascii: "\r") { end -= 1 }
                slices.append(body[start..<end])
            }
            start = isLast ? nil : min(line.endIndex + 1, body.endIndex)
            return !isLast
        }
        if let start, slices.count < most { slices.append(body[start...]) }
        return slices
    }

    /// Whether a line is the delimiter, maybe with two more hyphens behind it, which say that it is the last; `nil` when it
    /// is none.
    private static func isLast(_ delimiter: [UInt8], _ line: ArraySlice<UInt8>) -> Bool? {
        guard line.count >= delimiter.count, line.starts(with: delimiter) else { return nil }
        let rest = line.dropFirst(delimiter.count)
        let isLast = rest.starts(with: "--".utf8)
        return rest.dropFirst(isLast ? 2 : 0).allSatisfy(HeaderFields.isSpace) ? isLast : nil
    }

    /// The first line that begins with two hyphens and stands before a field of a part: what the boundary must be where
    /// the header names none, or one that is not there.
    private var guessedBoundary: [UInt8]? {
        var candidate: ArraySlice<UInt8> = []
        var found: [UInt8]?
        forEachLine { line in
            if candidate.count > 2, String(decoding: line.prefix(8), as: UTF8.self).lowercased() == "content-" {
                found = Array(candidate)
                while let last = found?.last, HeaderFields.isSpace(last) { found?.removeLast() }
                return false
            }
            candidate = line.starts(with: "--".utf8) ? line : []
            return true
        }
        return found
    }

    /// Calls `visit` with each line of the body, without its line feed, until it answers no.
    private func forEachLine(_ visit: (ArraySlice<UInt8>) -> Bool) {
        var start = body.startIndex
        while start < body.endIndex {
            let end = body.withUnsafeBufferPointer { bytes in
                bytes[(start - body.startIndex)...].firstByte(UInt8(ascii: "\n")).map { $0 + body.startIndex }
            }
            guard visit(body[start..<(end ?? body.endIndex)]), let end else { return }
            start = end + 1
        }
    }
}
