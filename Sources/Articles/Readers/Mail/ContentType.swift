/// What a body is, as `Content-Type` and `Content-Disposition` say it: a kind and parameters (RFC 2045, 5.1).
struct ContentType: Sendable, Equatable {
    /// In small letters, as `text/html` or `attachment`.
    var kind: String
    /// The first value of each parameter, by its name in small letters.
    private var parameters: [String: String] = [:]

    private static let mostParameters = 64

    subscript(parameter: String) -> String? { parameters[parameter] }

    /// Reads a field; a value that is broken ends at its breach.
    ///
    /// Parameters cut in pieces (`boundary*0`, `boundary*1`, RFC 2231) are put together in the order they stand.
    ///
    /// - Complexity: O(length of the field).
    init(_ field: String) {
        let bytes = Array(field.utf8)
        var index = 0
        func skipSpace() {
            while index < bytes.count, HeaderFields.isSpace(bytes[index]) { index += 1 }
        }
        func token(until stops: String) -> String {
            let start = index
            while index < bytes.count, !HeaderFields.isSpace(bytes[index]), !stops.utf8.contains(bytes[index]) {
                index += 1
            }
            return String(decoding: bytes[start..<index], as: UTF8.self)
        }
        func quoted() -> String {
            var value: [UInt8] = []
            index += 1
            while index < bytes.count, bytes[index] != UInt8(ascii: "\"") {
                if bytes[index] == UInt8(ascii: "\\"), index + 1 < bytes.count { index += 1 }
                value.append(bytes[index])
                index += 1
            }
            index += 1
            return String(decoding: value, as: UTF8.self)
        }
        skipSpace()
        kind = token(until: ";(,").lowercased()
        while parameters.count < Self.mostParameters {
            guard index < bytes.count, let next = bytes[index...].firstIndex(of: UInt8(ascii: ";")) else { return }
            index = next + 1
            skipSpace()
            let name = token(until: "=;").lowercased()
            skipSpace()
            guard !name.isEmpty, index < bytes.count, bytes[index] == UInt8(ascii: "=") else { continue }
            index += 1
            skipSpace()
            let isQuoted = index < bytes.count && bytes[index] == UInt8(ascii: "\"")
            let value = isQuoted ? quoted() : token(until: ";")
            let parts = name.split(separator: "*", omittingEmptySubsequences: false)
            if parts.count > 1, let piece = Int(parts[1]), piece > 0 {
                parameters[String(parts[0]), default: ""] += value
            } else if parameters[String(parts[0])] == nil {
                parameters[String(parts[0])] = value
            }
        }
    }
}
