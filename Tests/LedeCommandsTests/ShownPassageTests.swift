import PassageSearch
import Testing

@testable import LedeCommands

@Suite struct ShownPassageTests {
    private static let text = "One train. Two trains. Three 東京 trains."

    private static func shown(_ excerpt: [Range<Int>]?) -> String {
        var hit = SampleHits.hit(
            id: 1, path: "/archive/a", title: nil, text: text, highlights: [4..<9, 15..<21, 29..<35, 36..<42])
        if let excerpt { hit.excerpt = excerpt }
        let shown = ShownPassage(hit)
        return MarkedText(shown.text, highlights: shown.highlights).painted(Palette(match: "<", reset: ">"))
    }

    @Test func aWholePassageIsShownAsItIs() {
        #expect(Self.shown(nil) == "One <train>. Two <trains>. Three <東京> <trains>.")
    }

    @Test func anEllipsisStandsForWhatIsLeftOut() {
        #expect(Self.shown([0..<10]) == "One <train>. …")
        #expect(Self.shown([11..<22]) == "… Two <trains>. …")
        #expect(Self.shown([0..<10, 23..<43]) == "One <train>. … Three <東京> <trains>.")
    }

    @Test func aHighlightThatIsCutIsMarkedAsFarAsItIsShown() {
        #expect(Self.shown([4..<7]) == "… <tra> …")
        #expect(Self.shown([32..<43]) == "… <京> <trains>.")
    }

    @Test(arguments: ["line", "tsv", "text"]) func formatsForReadersPrintTheExcerpt(_ name: String) throws {
        var hit = SampleHits.hit(id: 1, path: "/archive/a", title: nil, text: Self.text)
        hit.excerpt = [11..<22]
        let output = try #require(OutputFormat.named(name)).output([hit])
        #expect(output.contains("… Two trains. …") && !output.contains("One") && !output.contains("Three"))
    }

    @Test func jsonHasTheWholePassageAndWhereTheExcerptIs() {
        var hit = SampleHits.hit(id: 1, path: "/archive/a", title: nil, text: Self.text)
        hit.excerpt = [0..<10, 23..<43]
        #expect(!OutputFormat.jsonLines.output([hit]).contains("excerpt"))
        var context = SampleHits.context()
        context.printsExcerpts = true
        let output = OutputFormat.jsonLines.output([hit], context)
        #expect(output.contains(#""text":"One train. Two trains. Three 東京 trains.""#))
        #expect(output.hasSuffix(#","excerpt":[[0,10],[23,43]],"duplicates":[]}"# + "\n"))
    }
}
