/// The header of a record in a web archive (ISO 28500).
struct WARCRecord {
    /// `response`, `resource`, `request` and others.
    let type: String
    /// Bytes of its block, which stands behind the header.
    let length: Int
    /// The address that was asked for.
    let target: String?
    /// When, in the form the archive has it.
    let date: String?
    /// What the block is, or what was found in it.
    let contentType: ContentType?
    let payloadType: ContentType?
    private let id: String?

    private static let names: Set<String> = [
        "content-length", "content-type", "warc-date", "warc-identified-payload-type", "warc-record-id",
        "warc-target-uri", "warc-type",
    ]

    /// - Parameter block: the fields, with the empty line behind them.
    /// - Returns: `nil` when it is not told how long the record is.
    init?(_ block: [UInt8]) {
        let fields = HeaderFields(block, keeping: Self.names)
        guard let length = fields["content-length"].flatMap({ Int($0) }), length >= 0 else { return nil }
        self.length = length
        type = fields["warc-type"]?.lowercased() ?? ""
        target = fields["warc-target-uri"].flatMap(Self.address)
        date = fields["warc-date"].flatMap(Self.address)
        contentType = fields["content-type"].map { ContentType($0) }
        payloadType = fields["warc-identified-payload-type"].map { ContentType($0) }
        id = fields["warc-record-id"].flatMap(Self.address)
    }

    /// What the record is known by in its file: its address and when that was asked for, else its own id.
    var name: String {
        guard let target else { return id ?? type }
        return date.map { "\(target)@\($0)" } ?? target
    }

    /// An address, which some archives have in angle brackets; without white space, and without characters that steer a
    /// terminal.
    private static func address(_ field: String) -> String? {
        let shown = field.unicodeScalars.filter { scalar in
            !scalar.properties.isWhitespace && scalar.properties.generalCategory != .control
        }
        let text = String(String.UnicodeScalarView(shown))
        let address = text.hasPrefix("<") && text.hasSuffix(">") ? String(text.dropFirst().dropLast()) : text
        return address.isEmpty ? nil : address
    }
}
