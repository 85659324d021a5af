import ArticleModel
import TestSupport
import Testing

@testable import Articles

/// Bodies that are built from pieces of a source, and what leads back to it.
@Suite struct MappedTextTests {
    private let source = "<p>It  sank &amp;\nstayed.</p>\n\n<p>“Gone,” he said.</p>"

    private func range(_ piece: String) -> Range<Int> {
        let range = source.range(of: piece)
        return source.utf8.distance(
            from: source.startIndex, to: range.lowerBound)..<source.utf8.distance(
                from: source.startIndex, to: range.upperBound)
    }

    private func built() -> MappedText.Result {
        var text = MappedText()
        func append(_ piece: String) {
            var piece = piece
            let start = range(piece).lowerBound
            piece.withUTF8 { text.append($0, at: start) }
        }
        text.begin(.lede)
        append("It  sank ")
        text.append("&", for: range("&amp;"))
        append("\nstayed.")
        text.paragraphBreak()
        text.end(.lede)
        text.begin(.quotation)
        append("“Gone,”")
        text.end(.quotation)
        append(" he said.")
        var source = source
        return source.withUTF8 { text.finish($0) }
    }

    @Test func whiteSpaceIsJoinedAndParagraphsAreApart() {
        #expect(built().body == "It sank & stayed.\n\n“Gone,” he said.")
    }

    @Test func everyWordLeadsBackToTheSource() throws {
        let result = built()
        let map = try #require(result.map)
        for (piece, expected) in [
            ("It", "It"), ("It sank", "It  sank"), ("sank &", "sank &amp;"), ("&", "&amp;"),
            ("& stayed.", "&amp;\nstayed."), ("“Gone,” he", "“Gone,” he"),
            ("stayed.\n\n“Gone", "stayed.</p>\n\n<p>“Gone"),
        ] {
            let found = result.body.range(of: piece)
            let bytes =
                result.body.utf8.distance(
                    from: result.body.startIndex, to: found.lowerBound)..<result.body.utf8.distance(
                    from: result.body.startIndex, to: found.upperBound)
            let mapped = try #require(map.source(of: bytes))
            #expect(String(decoding: Array(source.utf8)[mapped], as: UTF8.self) == expected)
        }
        let gap = result.body.utf8.distance(
            from: result.body.startIndex, to: result.body.range(of: "\n\n").lowerBound)
        #expect(map.source(of: gap..<gap + 2) == nil)
    }

    @Test func partsAndLinesAreThoseOfTheSource() {
        let result = built()
        #expect(result.parts == [EditorialPart(.lede, 0..<17), EditorialPart(.quotation, 19..<30)])
        #expect(result.lines == .listed([1, 1, 4]))
    }

    @Test func textOfNoSourceIsNotMapped() {
        var text = MappedText()
        text.append("a", for: nil)
        #expect(text.finish(UnsafeBufferPointer(start: nil, count: 0)).map == nil)
    }

    @Test func aNULIsReplacedAndCounted() {
        var text = MappedText()
        let bytes: [UInt8] = [0x61, 0, 0x62]
        bytes.withUnsafeBufferPointer { text.append($0, at: 0) }
        let result = bytes.withUnsafeBufferPointer { text.finish($0) }
        #expect(result.body == "a\u{FFFD}b" && result.replacements == 1)
        #expect(result.map?.source(of: 1..<4) == 1..<2)
    }
}

extension String {
    /// Where a piece that is there stands first.
    fileprivate func range(of piece: String) -> Range<Index> { firstRange(of: piece) ?? endIndex..<endIndex }
}
