/// Why a document's root element is none that can be read.
struct UnreadableRoot: Error {
    let reason: String

    init(_ reason: String) { self.reason = reason }
}

/// Makes records of what a parser says: of each element that is no container, but stands in nothing but containers.
final class XMLRecordBuilder: XMLEventReceiver {
    /// The vocabulary for a root element.
    typealias Choice = (XMLName) throws(UnreadableRoot) -> any XMLVocabulary

    /// A record whose end has been seen; its bytes are still in the parser's window.
    struct Finished {
        var element: XMLElement
        var text: [UInt8]
        var surroundings: [[XMLName: String]]
        var range: Range<Int>
        var omitted: Int
        /// Why nothing of it was kept.
        var failure: String?
    }

    /// Chosen by the root element.
    private(set) var root: XMLName?
    var vocabulary: (any XMLVocabulary)?
    weak var parser: XMLPushParser?
    private let choose: Choice
    private let limit: Int
    /// What is said of a record over the limit.
    let tooLong: String

    private(set) var finished: [Finished] = []
    /// Where the first article begins, behind a document's opening.
    private(set) var firstItem: Int?
    /// Where the article begins that began last.
    private(set) var lastItem: Int?
    /// While the opening is read once more, nothing is kept.
    var isRepeating = false

    /// The containers that are open, without what is in them.
    private var containers: [XMLElement] = []
    /// The record's elements that are open, the outermost first.
    private var open: [XMLElement] = []
    private var text: [UInt8] = []
    private var omittedBefore = 0
    private var elements = 0
    /// Why nothing of the record is kept.
    private(set) var failure: String?

    /// - Parameters:
    ///   - context: its limit is that of a record's bytes.
    ///   - choose: the vocabulary for a root element.
    init(_ context: ReadingContext, _ choose: @escaping Choice) {
        limit = context.options.maximumArticleBytes
        tooLong = context.tooLong().reason
        self.choose = choose
    }

    /// Where the record begins that is open.
    var start: Int? { open.first?.offset }

    /// The name of the record that is open, or of what it stands in.
    var place: String? { (open.first ?? containers.last).map(\.name.local) }

    /// Hands over the records that are finished.
    func takeFinished() -> [Finished] {
        defer { finished.removeAll(keepingCapacity: true) }
        return finished
    }

    /// Begins anew, in no element.
    func reset() {
        containers = []
        open = []
        text = []
        failure = nil
    }

    /// Keeps nothing of the record that is open.
    func giveUpRecord(_ reason: String? = nil) {
        failure = reason ?? tooLong
        text = []
        for index in open.indices { open[index].children = [] }
    }

    // MARK: - Events

    func begin(_ name: XMLName, _ attributes: [XMLName: String], at offset: Int) {
        if containers.isEmpty, open.isEmpty, root == nil {
            root = name
            do {
                vocabulary = try choose(name)
            } catch {
                parser?.stop("an XML document of <\(name.local)>, \(error.reason)")
            }
        }
        guard let vocabulary else { return }
        if open.isEmpty, vocabulary.isContainer(name) {
            containers.append(XMLElement(name: name, attributes: attributes, offset: offset))
            return
        }
        if open.isEmpty {
            text = []
            failure = nil
            elements = 0
            omittedBefore = parser?.omitted ?? 0
            if !isRepeating, vocabulary.isItem(name) {
                firstItem = firstItem ?? offset
                lastItem = offset
            }
        }
        open.append(XMLElement(name: name, attributes: attributes, offset: offset))
        // An element takes more memory than the four bytes it may be written with.
        elements += 1
        if elements > limit / 16 + 1000, failure == nil {
            giveUpRecord("more than \(elements - 1) elements in one article")
        }
    }

    func text(_ piece: UnsafeBufferPointer<UInt8>, _ origin: XMLTextOrigin) {
        guard !open.isEmpty, failure == nil else { return }
        let start = text.count
        text.append(contentsOf: piece)
        // Not even entities make more of a record than the limit.
        if text.count > limit { return giveUpRecord() }
        let last = open.count - 1
        if case .text(let before)? = open[last].children.last, case .verbatim(let source) = origin,
            case .verbatim(let earlier) = before.origin, before.range.upperBound == start,
            earlier + before.range.count == source
        {
            let joined = XMLText(range: before.range.lowerBound..<text.count, origin: before.origin)
            open[last].children[open[last].children.count - 1] = .text(joined)
        } else {
            open[last].children.append(.text(XMLText(range: start..<text.count, origin: origin)))
        }
    }

    func end(at offset: Int) {
        guard let element = open.popLast() else {
            _ = containers.popLast()
            return
        }
        if let parent = open.indices.last {
            if failure == nil { open[parent].children.append(.element(element)) }
            return
        }
        guard !isRepeating else { return }
        let range = element.offset..<max(element.offset, offset)
        finished.append(
            Finished(
                element: element, text: text, surroundings: containers.map(\.attributes), range: range,
                omitted: (parser?.omitted ?? 0) - omittedBefore,
                failure: failure ?? (range.count > limit ? tooLong : nil)))
        text = []
    }
}
