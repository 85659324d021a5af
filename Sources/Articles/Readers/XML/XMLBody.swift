import ArticleModel

/// Builds an article's body from the elements of a record.
struct XMLBody {
    private let record: XMLRecord
    private var text = MappedText()
    /// Up to where the record's source is in the text; what stands before it has no place in the map behind it.
    private var sourceEnd = 0
    /// Where the lines of the body begin to be counted.
    private var lineStart: Int?

    init(_ record: XMLRecord) {
        self.record = record
    }

    var isEmpty: Bool { text.isEmpty }

    // MARK: - What a format marks

    mutating func begin(_ role: EditorialRole) { text.begin(role) }

    mutating func end(_ role: EditorialRole) { text.end(role) }

    mutating func paragraphBreak() { text.paragraphBreak() }

    // MARK: - Text

    /// Adds a paragraph of the given role that is an element's text.
    mutating func append(paragraph element: XMLElement?, _ role: EditorialRole? = nil) {
        guard let element else { return }
        text.paragraphBreak()
        if let role { text.begin(role) }
        append(markupOf: element)
        if let role { text.end(role) }
        text.paragraphBreak()
    }

    /// Adds all the text in an element.
    mutating func append(textOf element: XMLElement) {
        lineStart = lineStart ?? element.offset
        record.collect(element) { append($0) }
    }

    /// Adds plain text, in which an empty line separates paragraphs.
    mutating func append(plainTextOf element: XMLElement) {
        lineStart = lineStart ?? element.offset
        text.paragraphBreak()
        record.collect(element) { piece in
            for paragraph in record.paragraphs(in: piece) {
                if paragraph.isBehindEmptyLine { text.paragraphBreak() }
                append(paragraph.text)
            }
        }
        text.paragraphBreak()
    }

    /// Adds text that the element holds as HTML, escaped or in a CDATA section.
    mutating func append(htmlOf element: XMLElement) {
        let bytes = record.bytes(of: element)
        // Without a tag or a reference it is plain text, every piece of which can be led back.
        guard bytes.contains(where: { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: "&") }) else {
            text.paragraphBreak()
            append(textOf: element)
            return text.paragraphBreak()
        }
        lineStart = lineStart ?? element.offset
        var pieces: [XMLText] = []
        record.collect(element) { piece in
            if !record.text[piece.range].allSatisfy({ $0 <= 0x20 }) { pieces.append(piece) }
        }
        // A single CDATA section stands in the document as it is; of anything else no piece can be told apart.
        guard pieces.count == 1, case .verbatim(let source) = pieces[0].origin, source >= sourceEnd else {
            return bytes.withUnsafeBufferPointer { HTMLFragment.append($0, at: nil, to: &text) }
        }
        sourceEnd = source + pieces[0].range.count
        record.text[pieces[0].range].withUnsafeBufferPointer { HTMLFragment.append($0, at: source, to: &text) }
    }

    /// Adds the text of an element that holds markup of XHTML or NITF, block by block.
    mutating func append(markupOf element: XMLElement) {
        lineStart = lineStart ?? element.offset
        for child in element.children {
            switch child {
            case .text(let piece): append(piece)
            case .element(let inner): append(markup: inner)
            }
        }
    }

    /// Adds descriptions of pictures that the body does not have yet, each as a caption.
    mutating func append(captions: [XMLElement]) {
        for caption in captions {
            guard let text = record.string(caption), !self.text.contains(text) else { continue }
            begin(.caption)
            append(htmlOf: caption)
            end(.caption)
            paragraphBreak()
        }
    }

    private mutating func append(markup element: XMLElement) {
        let markup = XMLMarkup(element)
        switch markup.layout {
        case .hidden: return
        case .inline: break
        case .space: text.space()
        case .line: text.lineBreak()
        case .block: text.paragraphBreak()
        }
        if let role = markup.role { text.begin(role) }
        append(markupOf: element)
        if let role = markup.role { text.end(role) }
        switch markup.layout {
        case .hidden, .inline: break
        case .space: text.space()
        case .line: text.lineBreak()
        case .block: text.paragraphBreak()
        }
    }

    private mutating func append(_ piece: XMLText) {
        let bytes = record.text[piece.range]
        switch piece.origin {
        case .verbatim(let source) where source >= sourceEnd:
            sourceEnd = source + bytes.count
            bytes.withUnsafeBufferPointer { text.append($0, at: source) }
        case .reference(let source) where source.lowerBound >= sourceEnd:
            sourceEnd = source.upperBound
            text.append(String(decoding: bytes, as: UTF8.self), for: source)
        default:
            bytes.withUnsafeBufferPointer { text.append($0, at: nil) }
        }
    }

    // MARK: - The result

    /// Fills in the article's body and what is known of it.
    consuming func finish(_ article: inout Article) {
        let start = record.element.offset
        let skipped = max(0, (lineStart ?? start) - start)
        let line = record.line + record.source.prefix(skipped).count { $0 == 0x0A }
        let rest = record.source.dropFirst(skipped)
        let result = rest.withUnsafeBufferPointer { text.finish($0, at: start + skipped, line: line) }
        article.body = result.body
        article.parts = result.parts
        article.lines = result.lines
        article.replacements = result.replacements + record.replacements
        article.sourceMap = record.fileOffset.flatMap { offset in result.map?.shifted(by: offset) }
    }
}

/// How an element of XHTML or NITF stands in a text.
struct XMLMarkup {
    enum Layout {
        /// It is no text for readers.
        case hidden
        case inline
        /// A cell of a table.
        case space
        /// A line of its own.
        case line
        /// A paragraph of its own.
        case block
    }

    var layout: Layout
    var role: EditorialRole?

    init(_ element: XMLElement) {
        switch element.name.local {
        case "script", "style", "head", "title", "template", "object", "iframe", "svg", "math", "media-metadata",
            "media-reference", "media-object", "custom-table", "nitf-table-metadata", "alt-code":
            layout = .hidden
        case "td", "th": layout = .space
        case "br", "li", "dt", "dd", "tr", "credit", "byttl": layout = .line
        case "p":
            layout = .block
            role = element.attribute("lede") == "true" ? .lede : nil
        case "h1", "h2", "h3", "h4", "h5", "h6", "hl1", "hl2": (layout, role) = (.block, .heading)
        case "blockquote", "bq": (layout, role) = (.block, .quotation)
        case "q": (layout, role) = (.inline, .quotation)
        case "figcaption", "media-caption", "caption": (layout, role) = (.block, .caption)
        case "byline": (layout, role) = (.block, .byline)
        case "dateline": (layout, role) = (.block, .dateline)
        case "div", "section", "article", "aside", "address", "pre", "table", "ul", "ol", "dl", "hr", "figure", "body",
            "main", "header", "footer", "block", "body.head", "body.content", "body.end", "hedline", "media",
            "media-producer", "abstract", "note", "nitf-table", "fn", "tagline", "center":
            layout = .block
        default: layout = .inline
        }
    }
}
