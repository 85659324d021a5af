/// Records of a web archive.
enum WARCFixture {
    static let info = record("warcinfo", "software: example\r\n", fields: ["Content-Type: application/warc-fields"])

    /// An answer of a server.
    static func response(
        _ body: some Sequence<UInt8>, type: String? = "text/html; charset=utf-8",
        target: String? = "https://example.org/a",
        date: String = "2023-09-12T08:00:00Z", status: String = "200 OK", fields: [String] = []
    ) -> [UInt8] {
        let lines = ["HTTP/1.1 \(status)"] + (type.map { ["Content-Type: \($0)"] } ?? []) + fields
        let block = Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + body
        return record(
            "response", block,
            fields: ["WARC-Date: \(date)", "Content-Type: application/http; msgtype=response"]
                + (target.map { ["WARC-Target-URI: \($0)"] } ?? []))
    }

    static func response(
        _ text: String, type: String? = "text/html; charset=utf-8", target: String? = "https://example.org/a",
        date: String = "2023-09-12T08:00:00Z", status: String = "200 OK", fields: [String] = []
    ) -> String {
        String(
            decoding: response(
                Array(text.utf8), type: type, target: target, date: date, status: status, fields: fields),
            as: UTF8.self)
    }

    static func record(_ type: String, _ text: String, fields: [String], version: String = "1.0") -> String {
        String(decoding: record(type, Array(text.utf8), fields: fields, version: version), as: UTF8.self)
    }

    static func record(
        _ type: String, _ block: [UInt8], fields: [String], version: String = "1.0"
    ) -> [UInt8] {
        let lines = ["WARC/\(version)", "WARC-Type: \(type)"] + fields + ["Content-Length: \(block.count)"]
        return Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + block + Array("\r\n\r\n".utf8)
    }
}
