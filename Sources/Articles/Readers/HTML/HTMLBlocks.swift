/// A page's text in blocks, the pieces between the borders of paragraphs, cells and the like, with what tells an article's
/// from all others: how long a block is, and how much of it is links.
struct HTMLBlocks {
    struct Block {
        /// Events of the tape, from the first text to behind the last.
        var events: Range<Int>
        var words = 0
        var linkedWords = 0
        /// The innermost element that is no inline one.
        var tag: HTMLTag
        /// What it and the elements around it have; of what they are around only some things hold for a block.
        var traits: HTMLTraits
        /// Index of the innermost element.
        var element: Int
        var headingLevel: Int?
        var endsSentence = false
        var isExcluded: Bool

        fileprivate mutating func add(_ event: Int, _ more: HTMLTraits, isExcluded: Bool) {
            events = events.lowerBound..<event + 1
            traits.formUnion(more)
            if !isExcluded { self.isExcluded = false }
        }

        var linkDensity: Double { words == 0 ? 0 : Double(linkedWords) / Double(words) }
    }

    /// An element that is no inline one.
    struct Element {
        var tag: HTMLTag
        var traits: HTMLTraits
        /// Its traits and those of the elements around it.
        fileprivate(set) var inherited: HTMLTraits = []
        var parent: Int
        /// Index behind the last element in it.
        var end = 0
        var blocks: Range<Int>
        /// Words in blocks that look like an article's.
        var contentWords = 0
    }

    private(set) var blocks: [Block] = []
    /// In the order of their starts; the first stands for the page.
    var elements: [Element] = []

    /// - Complexity: O(bytes of text + events).
    init(_ tape: HTMLTape, _ source: UnsafeBufferPointer<UInt8>, _ exclusion: HTMLExclusion) {
        elements = [Element(tag: .html, traits: [], parent: 0, blocks: 0..<0)]
        var exclusion = exclusion
        var opened: [(isElement: Bool, inherited: HTMLTraits, level: Int?)] = []
        var element = 0
        var traits = HTMLTraits()
        var level: Int?
        var linkDepth = 0
        var current: Block?
        var counter = WordCounter()
        func finish() {
            guard var block = current else { return }
            block.words = counter.words
            block.linkedWords = counter.linkedWords
            block.endsSentence = counter.endsSentence
            if block.words > 0 { blocks.append(block) }
            current = nil
        }
        for (index, event) in tape.events.enumerated() {
            switch event {
            case .start(let tag, let own):
                exclusion.start(tag, own)
                let isElement = tag.layout != .inline && tag != .br
                opened.append((isElement, traits, level))
                traits = isElement ? [] : traits.union(own)
                if let itsLevel = tag.headingLevel { level = itsLevel }
                if tag == .a { linkDepth += 1 }
                guard isElement else { continue }
                finish()
                elements.append(Element(tag: tag, traits: own, parent: element, blocks: blocks.count..<blocks.count))
                element = elements.count - 1
            case .end(let tag):
                exclusion.end()
                guard let frame = opened.popLast() else { continue }
                if frame.isElement { finish() }
                traits = frame.inherited
                level = frame.level
                if tag == .a { linkDepth -= 1 }
                guard frame.isElement else { continue }
                elements[element].end = elements.count
                elements[element].blocks = elements[element].blocks.lowerBound..<blocks.count
                element = elements[element].parent
            case .text, .spelled:
                // What is left out within a line does not count; a block is left out if its beginning is.
                if current?.isExcluded == false, exclusion.isActive { continue }
                if current == nil {
                    current = Block(
                        events: index..<index, tag: elements[element].tag, traits: [], element: element,
                        headingLevel: level, isExcluded: true)
                    counter = WordCounter()
                }
                current?.add(index, traits, isExcluded: exclusion.isActive)
                switch event {
                case .text(let range):
                    counter.count(source[Int(range.lowerBound)..<Int(range.upperBound)], linkDepth > 0)
                case .spelled(_, let range):
                    counter.count(tape.spelled[Int(range.lowerBound)..<Int(range.upperBound)], linkDepth > 0)
                default: break
                }
            }
        }
        finish()
        elements[0].end = elements.count
        elements[0].blocks = 0..<blocks.count
        inheritTraits()
    }

    /// Gives each block what the elements around it have. What says what a line is says nothing of a page: a section about
    /// dates may be called `date`.
    private mutating func inheritTraits() {
        var wordsBefore = [0]
        for block in blocks { wordsBefore.append(wordsBefore[wordsBefore.count - 1] + block.words) }
        for index in elements.indices.dropFirst() {
            let range = elements[index].blocks
            let words = wordsBefore[range.upperBound] - wordsBefore[range.lowerBound]
            elements[index].traits.subtract(HTMLTraits.tooLarge(words))
            elements[index].inherited = elements[elements[index].parent].inherited.union(elements[index].traits)
        }
        for index in blocks.indices { blocks[index].traits.formUnion(elements[blocks[index].element].inherited) }
    }
}

/// Counts words. Where a script has no spaces, so many letters count as one as a word of it has on average.
private struct WordCounter {
    private var isInWord = false
    private var letters = 0
    private var linkedLetters = 0
    private var spaced = 0
    private var linked = 0
    private var last: (UInt8, UInt8, UInt8) = (0, 0, 0)

    mutating func count(_ text: some Collection<UInt8>, _ isLinked: Bool) {
        var words = 0
        var unspaced = 0
        var isInWord = isInWord
        var last = last
        for byte in text {
            if byte <= 0x20 {
                isInWord = false
                continue
            }
            // A sign by itself is no word.
            if !isInWord, byte >= 0x80 || byte | 0x20 &- 0x61 < 26 || byte &- 0x30 < 10 {
                // A space that breaks no line has no letter behind it.
                isInWord = byte != 0xC2
                words += isInWord ? 1 : 0
            }
            if byte &- 0xE3 <= 6 || byte == 0xE0 { unspaced += byte == 0xE0 ? 1 : 2 }
            last = (last.1, last.2, byte)
        }
        self.isInWord = isInWord
        self.last = last
        spaced += words
        letters += unspaced
        if isLinked {
            linked += words
            linkedLetters += unspaced
        }
    }

    var words: Int { spaced + letters / 5 }
    var linkedWords: Int { linked + linkedLetters / 5 }

    /// Whether the last sign is one that ends sentences, or closes what was quoted or put between brackets.
    var endsSentence: Bool {
        switch last {
        case (_, _, UInt8(ascii: ".")), (_, _, UInt8(ascii: "!")), (_, _, UInt8(ascii: "?")),
            (_, _, UInt8(ascii: "\"")),
            (_, _, UInt8(ascii: ")")), (_, _, UInt8(ascii: "]")), (_, 0xC2, 0xBB), (_, 0xD8, 0x9F), (_, 0xDB, 0x94),
            (0xE2, 0x80, 0xA6),
            (0xE2, 0x80, 0x9C), (0xE2, 0x80, 0x9D), (0xE2, 0x80, 0x99), (0xE3, 0x80, 0x82), (0xE3, 0x80, 0x8D),
            (0xE3, 0x80, 0x8F), (0xEF, 0xBC, 0x81), (0xEF, 0xBC, 0x9F), (0xE0, 0xA5, 0xA4):
            true
        default: false
        }
    }
}
