/// A page and the article in it.
struct HTMLPage {
    let text: MappedText.Result
    let metadata: HTMLMetadata

    /// A page has an article of its own where this many words of it look like one.
    private static let fewWords = 25

    /// `nil` when it has too many tags to be a page.
    ///
    /// - Complexity: O(bytes).
    init?(_ source: UnsafeBufferPointer<UInt8>, mostEvents: Int = HTMLParser.mostEvents) {
        let tape = HTMLParser.parse(source, mostEvents: mostEvents)
        guard !tape.isCutOff else { return nil }
        let writer = HTMLArticleText(tape, source)
        var exclusion = HTMLExclusion(byName: true)
        var blocks = HTMLBlocks(tape, source, exclusion)
        let shown = Self.shown(blocks, tape, writer)
        metadata = HTMLMetadata(tape.head, shown)
        var main = HTMLMainText(blocks, title: metadata.title, text: writer.text)
        var words = main.words
        // Names that would leave out most of a page mean something else there.
        if words * 2 < Self.excludedText(blocks) {
            let all = HTMLBlocks(tape, source, HTMLExclusion(byName: false))
            let other = HTMLMainText(all, title: metadata.title, text: writer.text)
            if other.words > words * 2, other.words > Self.fewWords {
                (exclusion, blocks, main, words) = (HTMLExclusion(byName: false), all, other, other.words)
            }
        }
        var isKept = main.isKept
        if words < Self.fewWords {
            // A front page, or a page of a few words: all that is no link.
            for rule in [{ !$0.isExcluded && $0.linkDensity <= 0.5 }, { !$0.isExcluded }]
                as [(HTMLBlocks.Block) -> Bool]
            {
                let isShown = blocks.blocks.map { rule($0) && $0.headingLevel != 1 }
                let count = zip(blocks.blocks, isShown).reduce(0) { $1.1 ? $0 + $1.0.words : $0 }
                guard words == 0 ? count > 0 : count >= 2 * words + 10 else { continue }
                (isKept, words) = (isShown, count)
                break
            }
        }
        text = writer.body(blocks.blocks, isKept, exclusion, at: 0).finish(source)
    }

    /// Words in paragraphs that are left out.
    private static func excludedText(_ page: HTMLBlocks) -> Int {
        page.blocks.reduce(0) { sum, block in
            block.isExcluded && block.words > 20 && block.linkDensity < 0.3 && block.endsSentence
                ? sum + block.words : sum
        }
    }

    private static func shown(_ page: HTMLBlocks, _ tape: HTMLTape, _ writer: HTMLArticleText) -> HTMLMetadata.Shown {
        var shown = HTMLMetadata.Shown()
        let shownBlocks = page.blocks.lazy.filter { !$0.isExcluded }
        let headlines = shownBlocks.filter { $0.headingLevel == 1 }
        // The first on a page may be the outlet's name, which is a link to its front page.
        let headline =
            headlines.first { $0.linkDensity < 0.5 } ?? titled(
                shownBlocks.filter { $0.headingLevel != nil }, tape, writer)
            ?? shownBlocks.first { $0.traits.contains(.headline) && $0.headingLevel != nil } ?? headlines.first
        shown.headline = headline.map(writer.text)
        shown.byline = writer.byline(page.blocks)
        return shown
    }

    /// The first of the headings whose words the page's title has.
    private static func titled(
        _ headings: some Sequence<HTMLBlocks.Block>, _ tape: HTMLTape, _ writer: HTMLArticleText
    ) -> HTMLBlocks.Block? {
        let title = HTMLPhrases.normalized(tape.head.title)
        return headings.prefix(10).first { heading in
            let text = HTMLPhrases.normalized(writer.text(of: heading))
            return heading.words >= 3 && (title.hasPrefix(text) || title.hasSuffix(text))
        }
    }
}
