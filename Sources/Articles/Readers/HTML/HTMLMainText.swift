/// Finds a page's article among its blocks.
///
/// Which blocks look like an article's is decided by the length and the links of a block and of its neighbours (Kohlschütter,
/// Fankhauser and Nejdl, 2010, the rules of boilerpipe); which element holds the article by marks, and where there are
/// none by going down to where most of those words are, as Readability (Arc90, 2009) weighs parents by their paragraphs.
struct HTMLMainText {
    private let page: HTMLBlocks
    /// Which blocks are the article's, one for each.
    private(set) var isKept: [Bool]
    /// The element that holds the text, and the one that holds its headline and standfirst too.
    private(set) var root = 0
    private(set) var outer = 0

    /// Words of the article.
    var words: Int { zip(page.blocks, isKept).reduce(0) { $1.1 ? $0 + $1.0.words : $0 } }

    /// - Parameter text: the text of a block.
    /// - Complexity: O(blocks + elements).
    init(_ page: HTMLBlocks, title: String?, text: (HTMLBlocks.Block) -> String) {
        var page = page
        isKept = [Bool](repeating: false, count: page.blocks.count)
        let isContent = Self.contents(of: page)
        Self.weigh(&page, isContent)
        self.page = page
        root = Self.root(of: page)
        outer = Self.outer(of: page, root)
        select(isContent, title.map(HTMLPhrases.normalized), text)
    }

    // MARK: - Blocks by themselves

    /// For each block, whether it looks like an article's.
    private static func contents(of page: HTMLBlocks) -> [Bool] {
        var isContent = [Bool](repeating: false, count: page.blocks.count)
        let shown = page.blocks.indices.filter { !page.blocks[$0].isExcluded }
        for (place, index) in shown.enumerated() {
            let previous = place > 0 ? page.blocks[shown[place - 1]] : nil
            let next = place + 1 < shown.count ? page.blocks[shown[place + 1]] : nil
            isContent[index] = isArticle(page.blocks[index], previous, next)
        }
        return isContent
    }

    /// The tree that was learnt from pages of news by the numbers of words (Kohlschütter et al., 2010, algorithm 2).
    private static func isArticle(
        _ block: HTMLBlocks.Block, _ previous: HTMLBlocks.Block?, _ next: HTMLBlocks.Block?
    ) -> Bool {
        guard block.linkDensity <= 0.333333, block.headingLevel == nil else { return false }
        // Captions are short by nature.
        if block.traits.contains(.caption) || block.tag == .figcaption { return block.words >= 4 }
        if previous.map({ $0.linkDensity <= 0.555556 }) ?? true {
            if block.words > 16 { return true }
            return (next?.words ?? 0) > 15 || (previous?.words ?? 0) > 4
        }
        return block.words > 40 || (next?.words ?? 0) > 17
    }

    /// Counts the words of such blocks in each element. Short ones are left out: they say little of where an article is.
    private static func weigh(_ page: inout HTMLBlocks, _ isContent: [Bool]) {
        for (block, isContent) in zip(page.blocks, isContent) where isContent {
            let counts = block.words > 10 || block.endsSentence
            if counts { page.elements[block.element].contentWords += block.words }
        }
        // Elements stand behind the ones they are in.
        for index in page.elements.indices.dropFirst().reversed() {
            page.elements[page.elements[index].parent].contentWords += page.elements[index].contentWords
        }
    }

    // MARK: - The element of the article

    private static func root(of page: HTMLBlocks) -> Int {
        let all = page.elements[0].contentWords
        guard all > 0 else { return 0 }
        func first(_ isFit: (HTMLBlocks.Element) -> Bool) -> Int? {
            page.elements.indices.first { isFit(page.elements[$0]) }
        }
        // What the page calls its article.
        if let body = first({ $0.traits.contains(.articleBody) && $0.contentWords >= max(30, all / 4) }) {
            return withSiblings(body, page)
        }
        if let main = mainArticle(of: page, all) { return main }
        // What holds most of the words.
        var root = 0
        while let child = children(of: root, page).max(by: {
            page.elements[$0].contentWords < page.elements[$1].contentWords
        }) {
            let (inner, outer) = (page.elements[child], page.elements[root])
            let isNamed = inner.tag == .main || inner.traits.contains(.article) || inner.traits.contains(.articleBody)
            guard isContainer(inner.tag), inner.contentWords * 100 >= outer.contentWords * (isNamed ? 50 : 70) else {
                break
            }
            root = child
        }
        return root
    }

    /// An `article` element, the first of those that hold much of the text. A row of them without headlines of their own
    /// is one article in pieces.
    private static func mainArticle(of page: HTMLBlocks, _ all: Int) -> Int? {
        var articles: [Int] = []
        var index = 0
        while index < page.elements.count {
            if page.elements[index].tag == .article {
                articles.append(index)
                index = max(page.elements[index].end, index + 1)
            } else {
                index += 1
            }
        }
        func words(_ index: Int) -> Int { page.elements[index].contentWords }
        if let large = articles.first(where: { words($0) * 10 >= all * 6 }) { return large }
        let headed = articles.first { words($0) >= max(60, all / 5) && hasHeadline(page, $0) }
        return headed
    }

    private static func hasHeadline(_ page: HTMLBlocks, _ element: Int) -> Bool {
        page.blocks[page.elements[element].blocks].contains { $0.headingLevel == 1 }
    }

    /// The parent, where it is the article in pieces with things between: its children share a name.
    private static func withSiblings(_ body: Int, _ page: HTMLBlocks) -> Int {
        let parent = page.elements[body].parent
        let bodies = children(of: parent, page).filter { page.elements[$0].traits.contains(.articleBody) }
        return bodies.count > 1 && !bodies.contains { hasHeadline(page, $0) } ? parent : body
    }

    private static func children(of element: Int, _ page: HTMLBlocks) -> [Int] {
        var children: [Int] = []
        var index = element + 1
        while index < page.elements[element].end {
            children.append(index)
            index = max(page.elements[index].end, index + 1)
        }
        return children
    }

    private static func isContainer(_ tag: HTMLTag) -> Bool {
        switch tag {
        case .article, .body, .center, .custom, .div, .fieldset, .form, .html, .main, .section, .table, .tbody, .td,
            .tr:
            true
        default: false
        }
    }

    /// The element around the root that the headline and the standfirst are in as well: it has not many words more.
    private static func outer(of page: HTMLBlocks, _ root: Int) -> Int {
        var wordsBefore = [0]
        for block in page.blocks {
            wordsBefore.append(wordsBefore[wordsBefore.count - 1] + (block.isExcluded ? 0 : block.words))
        }
        func words(_ index: Int) -> Int {
            let range = page.elements[index].blocks
            return wordsBefore[range.upperBound] - wordsBefore[range.lowerBound]
        }
        let most = 2 * words(root) + 60
        var outer = root
        while outer > 0, words(page.elements[outer].parent) <= most { outer = page.elements[outer].parent }
        return outer
    }

    // MARK: - Blocks of the article

    private mutating func select(_ isContent: [Bool], _ title: String?, _ text: (HTMLBlocks.Block) -> String) {
        let range = withoutNextArticle(page.elements[root].blocks)
        let blocks = page.blocks
        // Within the element sentences are text whatever stands beside them; on a page without one they are not.
        let body = range.filter { isText(blocks[$0]) && (isContent[$0] || root > 0 && Self.isSentence(blocks[$0])) }
        guard let first = body.first(where: { blocks[$0].words > 10 || blocks[$0].endsSentence }), let last = body.last
        else { return }
        keepHead(before: first, from: page.elements[outer].blocks.lowerBound, range.lowerBound)
        var endedLevel: Int?
        for index in first...last where !blocks[index].isExcluded {
            let block = blocks[index]
            if let level = block.headingLevel {
                if let ended = endedLevel, level <= ended { endedLevel = nil }
                if HTMLPhrases.endsArticle(text(block)) { endedLevel = min(level, endedLevel ?? level) }
            }
            guard endedLevel == nil, isText(block) || isContent[index] else { continue }
            isKept[index] = block.words > 6 || !HTMLPhrases.isNoise(text(block))
        }
        keepTail(from: last + 1, to: range.upperBound)
        dropHeadings(title, text)
    }

    /// Standfirst and captions stand above the text, with the byline and much else between.
    private mutating func keepHead(before first: Int, from outer: Int, _ inner: Int) {
        for index in min(outer, first)..<first where !page.blocks[index].isExcluded {
            let block = page.blocks[index]
            guard block.linkDensity <= 0.5, block.headingLevel == nil || block.traits.contains(.lede) else { continue }
            let isCaption = block.traits.contains(.caption) || block.tag == .figcaption
            let isByline = index >= inner && page.elements[root].traits.contains(.articleBody) && isByline(block)
            if isCaption || block.traits.contains(.lede) && block.words >= 4 || isByline { isKept[index] = true }
        }
        // What the article says in short, in a list above it.
        var first = first
        while first > inner, isPoint(page.blocks[first - 1]) {
            first -= 1
            isKept[first] = true
        }
        // A heading right above the text.
        if first > inner, let level = page.blocks[first - 1].headingLevel, level > 1, !page.blocks[first - 1].isExcluded
        {
            isKept[first - 1] = true
        }
    }

    /// The last lines, as long as each is a sentence.
    private mutating func keepTail(from start: Int, to end: Int) {
        for index in start..<max(start, end) where !page.blocks[index].isExcluded {
            let block = page.blocks[index]
            guard block.headingLevel == nil, block.linkDensity <= 0.33, block.endsSentence, isText(block) else {
                return
            }
            isKept[index] = true
        }
    }

    private func isPoint(_ block: HTMLBlocks.Block) -> Bool {
        block.tag == .li && block.words >= 4 && block.linkedWords == 0 && !block.isExcluded
    }

    private static func isSentence(_ block: HTMLBlocks.Block) -> Bool {
        block.endsSentence && block.words >= 8 && block.linkDensity <= (block.words < 20 ? 0.2 : 0.5)
            && block.headingLevel == nil
    }

    private func isByline(_ block: HTMLBlocks.Block) -> Bool {
        block.words <= 12 && (block.traits.contains(.byline) || block.traits.contains(.dateline))
    }

    /// Whether it may be text where it stands between text.
    private func isText(_ block: HTMLBlocks.Block) -> Bool {
        if block.isExcluded || block.linkDensity > 0.5 { return false }
        let isCaption = block.traits.contains(.caption) || block.tag == .figcaption
        if block.words <= 12, !isCaption, !block.endsSentence {
            if block.traits.contains(.credit) || block.traits.contains(.timestamp) { return false }
        }
        // What is told of the author.
        return !(block.traits.contains(.byline) && block.words > 12 && block.traits.isDisjoint(with: [.articleBody]))
    }

    /// The blocks up to where a second headline of the first rank begins another article.
    private func withoutNextArticle(_ range: Range<Int>) -> Range<Int> {
        // More than a few are no headlines.
        let headlines = range.lazy.filter { page.blocks[$0].headingLevel == 1 && !page.blocks[$0].isExcluded }.prefix(
            16)
        guard let first = headlines.first else { return range }
        for next in headlines
        where child(of: root, page.blocks[next].element) != child(of: root, page.blocks[first].element) {
            let words = page.blocks[first..<next].reduce(0) { $0 + ($1.isExcluded ? 0 : $1.words) }
            if words >= 60 { return range.lowerBound..<next }
        }
        return range
    }

    /// The child of an element that holds another one.
    private func child(of element: Int, _ other: Int) -> Int {
        var index = other
        while index > 0, page.elements[index].parent != element { index = page.elements[index].parent }
        return index
    }

    /// Leaves out the headline, and headings whose text was left out.
    private mutating func dropHeadings(_ title: String?, _ text: (HTMLBlocks.Block) -> String) {
        var next: HTMLBlocks.Block?
        for index in isKept.indices.reversed() where isKept[index] {
            let block = page.blocks[index]
            if let level = block.headingLevel {
                let isEmpty = next.map { ($0.headingLevel ?? 9) <= level } ?? true
                if level == 1 || isEmpty || HTMLPhrases.normalized(text(block)) == title {
                    isKept[index] = false
                    continue
                }
            }
            next = block
        }
    }
}
