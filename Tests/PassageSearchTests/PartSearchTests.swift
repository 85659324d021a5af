import PassageSearch
import Testing

/// Words that have to stand in a part of the article.
@Suite struct PartSearchTests {
    private func index() throws -> SampleIndex {
        try SampleIndex(texts: [
            "BERGEN (Nordnytt) — The ferry sank at noon.\n\n“We will raise it soon,” the captain said.",
            "By Kari Holm\n\nA storm came in the night.\n\nThe ferry sank. “The captain was brave,” said Kari.",
            "The captain rests.\n\nThere is no ferry, and nobody says anything.",
        ])
    }

    @Test(arguments: [
        ("ferry", ["0", "1", "2"]), ("in:lede ferry", ["0"]), ("in:lede storm ferry", ["0", "1"]),
        ("in:quote captain", ["1"]), ("in:quote \"raise it\"", ["0"]), ("in:quote \"captain said\"", []),
        ("in:lede in:quote captain", ["1", "2"]), ("(in:quote captain) anything", ["1", "2"]),
        ("in:byline kari", ["1"]), ("in:dateline bergen", ["0"]), ("in:caption ferry", []), ("in:quote rais*", ["0"]),
        ("in:lede \"ferry noon\"~3", ["0"]), ("ferry -(in:lede ferry)", ["1", "2"]),
    ])
    func whatIsFound(query: String, ids: [String]) throws { #expect(try index().ids(query) == ids) }

    @Test func onlyWhatStandsThereIsMarked() throws {
        #expect(try index().marks("in:quote captain") == ["captain"])
    }
}
