import CLibXML2
import Foundation

/// Gets what a document says, in its order.
protocol XMLEventReceiver: AnyObject {
    /// - Parameter offset: where the tag begins.
    func begin(_ name: XMLName, _ attributes: [XMLName: String], at offset: Int)
    func text(_ text: UnsafeBufferPointer<UInt8>, _ origin: XMLTextOrigin)
    /// - Parameter offset: behind the end tag.
    func end(at offset: Int)
}

/// Where a text stands in the document.
enum XMLTextOrigin: Equatable {
    /// As it is, from there on.
    case verbatim(Int)
    /// Spelled another way, as a reference.
    case reference(Range<Int>)
    case unknown
}

/// Why a document cannot be read on.
struct XMLProblem: Error, Equatable {
    var reason: String
    /// Where in the document.
    var offset: Int
}

/// Reads a document in UTF-8 piece by piece, on libxml2's push parser.
///
/// What feeds do wrong in practice is read as it was meant: an `&` that begins no reference, the entities of HTML, control
/// characters. Of anything else that is not well-formed the first is the `problem`. Entities are expanded here and not by
/// libxml2, and no external one ever is; nothing is opened but the bytes that are pushed.
///
/// Invariants: the context belongs to the parser and is freed with it; libxml2 calls back only inside `push`, while the
/// parser is alive; names that libxml2 lends live in its dictionary as long as the context.
final class XMLPushParser {
    static let deepest = 256

    private(set) var problem: XMLProblem?
    /// The document so far, from the last place that is still needed.
    var window: XMLWindow
    private(set) var entities: XMLEntities
    private let context: xmlParserCtxtPtr
    private unowned let receiver: any XMLEventReceiver
    /// What has to be added to libxml2's offsets to have those of the document.
    private let origin: Int
    private var names: [NameKey: XMLName] = [:]
    private var depth = 0
    /// The end of what was pushed, where an `&` still waits for what follows it.
    private var pending: [UInt8] = []
    /// Control characters that were left out.
    private(set) var omitted = 0
    /// Lent to libxml2 for every entity; only its name and kind count.
    private let entity = UnsafeMutablePointer<xmlEntity>.allocate(capacity: 1)

    private struct NameKey: Hashable {
        let local: UnsafePointer<xmlChar>?
        let uri: UnsafePointer<xmlChar>?
    }

    /// - Parameter origin: how far behind its beginning the document goes on, where its opening is pushed once more.
    init(_ receiver: any XMLEventReceiver, window: XMLWindow, origin: Int = 0, entities: XMLEntities = XMLEntities()) {
        self.receiver = receiver
        self.window = window
        self.origin = origin
        self.entities = entities
        libxml2_print_nothing()
        var handler = Self.makeHandler()
        guard let context = xmlCreatePushParserCtxt(&handler, nil, nil, 0, nil) else {
            preconditionFailure("out of memory")
        }
        self.context = context
        entity.initialize(to: xmlEntity())
        // Without libxml2's own limits, as a long article is no attack: the reader limits the length of a record, this
        // class the depth, and XMLEntities what entities come to. The old SAX asks for every entity, XML's own too.
        let options = [
            XML_PARSE_RECOVER, XML_PARSE_NONET, XML_PARSE_HUGE, XML_PARSE_IGNORE_ENC, XML_PARSE_OLDSAX,
        ]
        xmlCtxtUseOptions(context, options.reduce(0) { $0 | CInt(bitPattern: $1.rawValue) })
        context.pointee.userData = Unmanaged.passUnretained(self).toOpaque()
        context.pointee.loadsubset = 0
    }

    deinit {
        // libxml2 keeps the entities of an internal subset in a document of its own.
        if let document = context.pointee.myDoc { xmlFreeDoc(document) }
        xmlFreeParserCtxt(context)
        entity.deallocate()
    }

    /// Reads on.
    ///
    /// - Returns: whether the document can be read further.
    func push(_ bytes: some Collection<UInt8>) -> Bool {
        var more = pending + bytes
        pending = XMLAmpersands.cover(&more, isLast: false)
        parse(more)
        return problem == nil
    }

    /// Ends the document.
    func finish() {
        guard problem == nil else { return }
        _ = XMLAmpersands.cover(&pending, isLast: true)
        parse(pending)
        if problem == nil { xmlParseChunk(context, nil, 0, 1) }
    }

    private func parse(_ bytes: [UInt8]) {
        bytes.withUnsafeBytes { bytes in
            _ = xmlParseChunk(
                context, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), CInt(bytes.count), 0)
        }
        entities.documentBytes += bytes.count
    }

    /// Up to where the document is read.
    var offset: Int {
        guard let input = context.pointee.input else { return window.end }
        return origin + Int(input.pointee.consumed) + (input.pointee.cur - input.pointee.base)
    }

    /// Reads no further.
    func stop(_ reason: String) {
        if problem == nil { problem = XMLProblem(reason: reason, offset: offset) }
        xmlStopParser(context)
    }

    // MARK: - What libxml2 calls

    private static func makeHandler() -> xmlSAXHandler {
        var handler = xmlSAXHandler()
        handler.initialized = UInt32(XML_SAX2_MAGIC)
        handler.startElementNs = { data, local, prefix, uri, _, _, count, _, attributes in
            XMLPushParser.of(data)?.begin(local, prefix, uri, Int(count), attributes)
        }
        handler.endElementNs = { data, _, _, _ in XMLPushParser.of(data)?.end() }
        handler.characters = { data, text, count in XMLPushParser.of(data)?.characters(text, Int(count)) }
        handler.ignorableWhitespace = handler.characters
        handler.cdataBlock = handler.characters
        handler.reference = { data, name in XMLPushParser.of(data)?.reference(name) }
        handler.getEntity = { data, name in XMLPushParser.of(data)?.entity(name) }
        handler.entityDecl = { data, name, type, _, _, content in
            XMLPushParser.of(data)?.declare(name, type, content)
        }
        handler.serror = { data, error in
            guard let error else { return }
            XMLPushParser.of(data)?.fail(error.pointee)
        }
        return handler
    }

    private static func of(_ data: UnsafeMutableRawPointer?) -> XMLPushParser? {
        data.map { Unmanaged<XMLPushParser>.fromOpaque($0).takeUnretainedValue() }
    }

    private func begin(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?,
        _ count: Int, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard problem == nil else { return }
        depth += 1
        guard depth <= Self.deepest else { return stop("elements nested deeper than \(Self.deepest)") }
        let end = offset
        let start = tagStart(before: end) ?? end
        var values: [XMLName: String] = [:]
        for index in 0..<count {
            // Five pointers each: name, prefix, namespace, the value's beginning and end.
            guard let attribute = attributes?.advanced(by: 5 * index), let first = attribute[3], let last = attribute[4]
            else { continue }
            let value = String(decoding: UnsafeBufferPointer(start: first, count: last - first), as: UTF8.self)
            values[name(attribute[0], attribute[1], attribute[2])] = XMLAmpersands.uncovered(entities.resolved(value))
        }
        if entities.isExhausted { return stop(Self.exhausted) }
        receiver.begin(name(local, prefix, uri), values, at: start)
    }

    private func end() {
        guard problem == nil else { return }
        depth -= 1
        receiver.end(at: offset)
    }

    private func characters(_ text: UnsafePointer<xmlChar>?, _ count: Int) {
        guard problem == nil, let text, count > 0, let input = context.pointee.input else { return }
        let bytes = UnsafeBufferPointer(start: text, count: count)
        // Most texts are lent where they stand in libxml2's buffer.
        var start: Int?
        if let base = input.pointee.base, text >= base, text < input.pointee.end {
            start = origin + Int(input.pointee.consumed) + (text - base)
        }
        if let start, window.has(bytes, at: start) { return receiver.text(bytes, .verbatim(start)) }
        guard memchr(text, CInt(XMLAmpersands.cover), count) != nil else {
            return window.align(bytes, endingAt: offset) { receiver.text($0, $1) }
        }
        bytes.map { $0 == XMLAmpersands.cover ? UInt8(ascii: "&") : $0 }.withUnsafeBufferPointer { bytes in
            if let start, window.has(bytes, at: start) { return receiver.text(bytes, .verbatim(start)) }
            window.align(bytes, endingAt: offset) { receiver.text($0, $1) }
        }
    }

    private func reference(_ name: UnsafePointer<xmlChar>?) {
        guard problem == nil, let name = name.map({ String(cString: $0) }) else { return }
        var text = XMLAmpersands.uncovered(entities.text(name) ?? "&\(name);")
        if entities.isExhausted { return stop(Self.exhausted) }
        let end = offset
        let source = end - name.utf8.count - 2..<end
        let isThere = window.holds(source) && window[source].elementsEqual("&\(name);".utf8)
        text.withUTF8 { bytes in
            // As long as its text, a reference would look like the text itself.
            receiver.text(bytes, isThere && bytes.count != source.count ? .reference(source) : .unknown)
        }
    }

    private func entity(_ name: UnsafePointer<xmlChar>?) -> xmlEntityPtr? {
        guard context.pointee.inSubset == 0 else { return nil }
        // Behind a first error, libxml2 leaves out all references.
        context.pointee.wellFormed = 1
        let isAttribute = context.pointee.instate == XML_PARSER_ATTRIBUTE_VALUE
        if let predefined = xmlGetPredefinedEntity(name) { return predefined }
        // In an attribute the reference stays as it is; in a text libxml2 hands over external ones by their names.
        entity.pointee.type = XML_ENTITY_DECL
        entity.pointee.etype = isAttribute ? XML_INTERNAL_GENERAL_ENTITY : XML_EXTERNAL_GENERAL_PARSED_ENTITY
        entity.pointee.name = name
        return entity
    }

    private func declare(_ name: UnsafePointer<xmlChar>?, _ type: CInt, _ content: UnsafeMutablePointer<xmlChar>?) {
        guard type == CInt(XML_INTERNAL_GENERAL_ENTITY.rawValue), let name, let content else { return }
        entities.declare(String(cString: name), as: String(cString: content))
    }

    // MARK: - Errors

    private static let exhausted = "its entities come to more text than a document may ask for"

    private func fail(_ error: xmlError) {
        guard problem == nil, error.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
        switch xmlParserErrors(UInt32(error.code)) {
        case XML_ERR_MISPLACED_CDATA_END:
            restoreBeforeSectionEnd()
        case XML_ERR_INVALID_CHAR where window[offset] != 0:
            omitted += 1
        case XML_ERR_INVALID_CHARREF, XML_ERR_INVALID_DEC_CHARREF, XML_ERR_INVALID_HEX_CHARREF:
            omitted += 1
        case XML_ERR_UNDECLARED_ENTITY, XML_WAR_UNDECLARED_ENTITY, XML_WAR_NS_URI,
            XML_ERR_HYPHEN_IN_COMMENT, XML_ERR_RESERVED_XML_NAME, XML_ERR_UNKNOWN_VERSION, XML_ERR_ATTRIBUTE_REDEFINED,
            XML_ERR_ENTITY_LOOP, XML_ERR_UNSUPPORTED_ENCODING, XML_ERR_INVALID_ENCODING:
            break
        case let code where code.rawValue >= XML_NS_ERR_XML_NAMESPACE.rawValue && code.rawValue < 300:
            break
        default:
            stop(window[offset] == 0 ? "binary data (a NUL byte), not XML" : Self.reason(error))
        }
    }

    /// Hands over what libxml2 leaves out.
    private func restore(_ range: Range<Int>) {
        guard window.holds(range) else { return }
        Array(window[range]).withUnsafeBufferPointer { receiver.text($0, .verbatim(range.lowerBound)) }
    }

    /// Hands over the text before a `]]>` outside of a CDATA section, and its first bracket. libxml2 leaves them out where
    /// it has not copied the text yet, and goes on with the second bracket.
    private func restoreBeforeSectionEnd() {
        let start = offset
        var end = start
        while let byte = window[end], byte != UInt8(ascii: "<"), byte != UInt8(ascii: "&") {
            if byte == UInt8(ascii: "]"), window[end + 1] == byte, window[end + 2] == UInt8(ascii: ">") { break }
            end += 1
        }
        guard end > start, window[end] == UInt8(ascii: "]") else { return }
        restore(start..<end + 1)
    }

    private static func reason(_ error: xmlError) -> String {
        let name = error.str1.map { String(cString: $0) } ?? ""
        switch xmlParserErrors(UInt32(error.code)) {
        case XML_ERR_TAG_NAME_MISMATCH:
            let found = error.str2.map { String(cString: $0) } ?? ""
            return "not well-formed XML: <\(name)> of line \(error.int1) ends with </\(found)>"
        case XML_ERR_DOCUMENT_EMPTY: return "not XML"
        case XML_ERR_DOCUMENT_END: return "not well-formed XML: more behind its end, or its end is missing"
        default:
            let message = error.message.map { String(cString: $0) } ?? ""
            var detail = message.split(whereSeparator: \.isNewline).first.map(String.init) ?? "it cannot be read"
            while detail.last == " " || detail.last == "." || detail.last == "!" { detail.removeLast() }
            if detail.dropFirst().first?.isLowercase == true {
                detail = detail.prefix(1).lowercased() + detail.dropFirst()
            }
            return "not well-formed XML: \(detail)"
        }
    }

    // MARK: - Places

    /// The `<` of the tag that ends at `end`: an attribute holds none.
    private func tagStart(before end: Int) -> Int? {
        var index = end - 1
        while let byte = window[index] {
            if byte == UInt8(ascii: "<") { return index }
            index -= 1
        }
        return nil
    }

    /// Names come again and again, at the same addresses.
    private func name(
        _ local: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?, _ uri: UnsafePointer<xmlChar>?
    ) -> XMLName {
        // Without a namespace the prefix makes the difference, and an attribute has the one it is written with.
        let key = NameKey(local: local, uri: uri ?? prefix)
        if let known = names[key] { return known }
        func text(_ pointer: UnsafePointer<xmlChar>?) -> String? { pointer.map { String(cString: $0) } }
        let name = XMLName(text(local) ?? "", XMLNamespace(uri: text(uri), prefix: text(prefix)))
        names[key] = name
        return name
    }
}
