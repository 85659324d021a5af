import Foundation

/// Writes what a tokenizer finds on a tape, elements opened and closed in order.
struct HTMLRecorder {
    /// What text in an element without text is kept for.
    private enum Capture {
        case nothing, title, linkedData
    }

    private static let mostMetas = 500

    private let source: UnsafeBufferPointer<UInt8>
    private let isXML: Bool
    private let mostEvents: Int
    private var tape = HTMLTape()
    private var stack = HTMLElementStack()

    /// Open elements without text, and what their text is kept for.
    private var droppedDepth = 0
    private var capture = Capture.nothing

    init(_ source: UnsafeBufferPointer<UInt8>, mostEvents: Int) {
        self.source = source
        self.mostEvents = mostEvents
        isXML = source.starts(with: "<?xml".utf8)
        tape.events.reserveCapacity(source.count / 32)
    }

    var isFull: Bool { tape.isCutOff }

    consuming func finish() -> HTMLTape {
        close(stack.elements.count)
        return tape
    }

    // MARK: - Elements

    mutating func start(
        _ tag: HTMLTag, _ name: Range<Int>, _ attributes: [(name: HTMLAttribute, value: Range<Int>)], isClosed: Bool
    ) {
        guard tag != .other else { return }
        close(stack.count(before: tag))
        var traits = attributes.isEmpty ? [] : read(attributes, of: tag)
        if tag == .time { traits.insert(.timestamp) }
        let isInDropped = droppedDepth > 0
        let isOnTape =
            !isInDropped && tag.layout != .dropped
            && (tag.layout != .inline || !traits.isEmpty || tag == .a || tag == .q)
        if isOnTape { tape.events.append(.start(tag, traits)) }
        if tape.events.count > mostEvents { tape.isCutOff = true }
        if tag.isVoid || isClosed && isXML {
            if isOnTape { tape.events.append(.end(tag)) }
            if tag == .script { capture = .nothing }
            return
        }
        if isInDropped || tag.layout == .dropped { droppedDepth += 1 }
        if tag == .title, tape.head.title.isEmpty, !isInDropped || stack.elements.last?.tag == .head {
            capture = .title
        }
        let hash = tag == .custom ? Self.hash(source[name]) : 0
        stack.push(HTMLElementStack.Element(tag: tag, name: hash, isOnTape: isOnTape))
    }

    mutating func end(_ tag: HTMLTag, _ name: Range<Int>) {
        guard tag != .br else { return start(.br, name, [], isClosed: false) }
        close(stack.count(endedBy: tag, tag == .custom ? Self.hash(source[name]) : 0))
    }

    private mutating func close(_ count: Int) {
        for _ in 0..<count {
            guard let element = stack.pop() else { return }
            if element.isOnTape {
                tape.events.append(.end(element.tag))
            } else if droppedDepth > 0 {
                droppedDepth -= 1
                capture = .nothing
            }
        }
    }

    /// FNV-1a (Fowler, Noll and Vo, 1991).
    private static func hash(_ name: some Sequence<UInt8>) -> UInt32 {
        name.reduce(0x811C_9DC5) { ($0 ^ UInt32($1 | 0x20)) &* 0x0100_0193 }
    }

    // MARK: - Attributes

    private mutating func read(
        _ attributes: [(name: HTMLAttribute, value: Range<Int>)], of tag: HTMLTag
    ) -> HTMLTraits {
        var traits = HTMLTraits()
        var property: String?
        var content: String?
        var address: String?
        var relations: [Substring] = []
        for (name, range) in attributes {
            switch name {
            case .className, .id: traits.formUnion(HTMLTraits(className: source[range]))
            case .itemprop:
                property = value(range)
                traits.formUnion(HTMLTraits(itemProperty: value(range)))
            case .role: traits.formUnion(HTMLTraits(role: value(range)))
            case .hidden: traits.insert(.hidden)
            case .ariaHidden: if value(range) == "true" { traits.insert(.hidden) }
            case .style:
                let style = value(range).lowercased().filter { $0 != " " }
                if style.contains("display:none") || style.contains("visibility:hidden") { traits.insert(.hidden) }
            case .rel: relations = value(range).lowercased().split(separator: " ")
            case .language:
                if tag == .html, tape.head.language == nil { tape.head.language = value(range) }
            case .datetime:
                if tag == .time, tape.head.times.count < Self.mostMetas { tape.head.times.append(value(range)) }
            case .property, .name: if tag == .meta { property = value(range) }
            case .charset: break
            case .content: content = value(range)
            case .href: if tag == .link { address = value(range) }
            case .type:
                guard tag == .script, value(range).lowercased().hasPrefix("application/ld+json") else { continue }
                capture = .linkedData
            }
        }
        if let property, let content, tape.head.metas.count < Self.mostMetas {
            tape.head.metas.append(HTMLHead.Meta(name: property.lowercased(), content: content))
        }
        if relations.contains("author") { traits.insert(.byline) }
        if tag == .link, relations.contains("canonical"), tape.head.canonical == nil { tape.head.canonical = address }
        return traits
    }

    private func value(_ range: Range<Int>) -> String { HTMLReference.resolved(source, range) }

    // MARK: - Text

    mutating func text(_ range: Range<Int>) {
        if droppedDepth > 0 {
            // Words in a head end it, as its end tag should have.
            guard stack.elements.last?.tag == .head, source[range].contains(where: { $0 > 0x20 }) else { return }
            close(1)
            guard droppedDepth == 0 else { return }
        }
        guard let base = source.baseAddress else { return }
        var start = range.lowerBound
        var index = start
        while index < range.upperBound,
            let found = memchr(base + index, CInt(UInt8(ascii: "&")), range.upperBound - index)
        {
            index = base.distance(to: UnsafePointer(found.assumingMemoryBound(to: UInt8.self)))
            guard
                let reference = HTMLReference(in: UnsafeBufferPointer(rebasing: source[..<range.upperBound]), at: index)
            else {
                index += 1
                continue
            }
            append(start..<index)
            let end = index + reference.count
            let first = Int32(tape.spelled.count)
            tape.spelled.append(contentsOf: reference.characters.utf8)
            tape.events.append(.spelled(Int32(index)..<Int32(end), first..<Int32(tape.spelled.count)))
            start = end
            index = end
        }
        append(start..<range.upperBound)
    }

    private mutating func append(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        tape.events.append(.text(Int32(range.lowerBound)..<Int32(range.upperBound)))
    }

    mutating func rawText(_ range: Range<Int>) {
        switch capture {
        case .nothing:
            if stack.elements.last?.tag == .xmp, droppedDepth == 0 { append(range) }
        case .title: tape.head.title = HTMLReference.resolved(source, range)
        case .linkedData:
            if tape.head.linkedData.count < Self.mostMetas { tape.head.linkedData.append(Array(source[range])) }
        }
    }
}
