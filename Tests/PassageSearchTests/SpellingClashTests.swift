import Testing

@testable import PassageSearch

/// A searcher who types one spelling finds the others.
@Suite struct SpellingClashTests {
    private let index: SampleIndex

    init() throws {
        index = try SampleIndex(texts: [
            "The U.S. intelligence service watched Kim Jong-un. It told us nothing.",  // 0
            "US intelligence saw Kim Jong Un travelling in an armoured train.",  // 1
            "He told us that intelligence matters to people traveling by armored train.",  // 2
            "The Defense Ministry of Kim Jong Un spoke of 6,500 kilometers and COVID-19.",  // 3
            "The defence ministry’s arms deal with Mr Putin covers 6500 kilometres. Nato and the WHO objected.",  // 4
            "Those who objected said NATO had no part in it.",  // 5
        ])
    }

    @Test(arguments: [
        ("US intelligence", ["0", "1"]), ("U.S. intelligence", ["0", "1"]), ("us intelligence", ["0", "1", "2"]),
        ("Kim Jongun", ["0", "1", "3"]), ("Kim Jong Un", ["0", "1", "3"]), ("Kim Jong-un", ["0", "1", "3"]),
        ("kim jongun", ["0", "1", "3"]),
        ("armored train", ["1", "2"]), ("armoured trains", ["1", "2"]),
        ("defence ministry", ["3", "4"]), ("Defense Ministry", ["3", "4"]),
        ("traveling", ["1", "2"]), ("travelled", ["1", "2"]),
        ("6,500 kilometres", ["3", "4"]), ("6500 kilometer", ["3", "4"]),
        ("COVID-19", ["3"]), ("covid19", ["3"]), ("covid 19", ["3"]),
        ("WHO", ["4"]), ("NATO", ["4", "5"]), ("Nato", ["4", "5"]),
        ("\"arms deal\" putin", ["4"]), ("\"deal arms\" putin", []),
        ("\"US intelligence\"", ["0", "1"]), ("\"arms putin\"~5", ["4"]), ("\"arms putin\"~1", []),
        ("title:kim", []), ("intel*", ["0", "1", "2"]), ("travel*", ["1", "2"]),
        ("kim -intelligence", ["3"]), ("(armored OR ministry) -kim", ["2", "4"]),
        ("C++ (AND \"", []), ("", []), ("-kim", []), ("…", []),
    ])
    func allWords(_ query: String, _ found: [String]) throws {
        #expect(try index.ids(query, all: true) == found)
    }

    /// Each way to find it is looked for once: a thousand times the same one would take long.
    @Test func aCompoundThatRepeatsItselfIsReadOnce() throws {
        let results = try index.searcher().search(SearchRequest(query: "a,b.c-a,b.c-a,b.c"))
        #expect(results.explanation.terms.map(\.variants) == [["a bc a bc a bc", "bca"]])
    }

    @Test func anyWordIsEnoughByDefault() throws {
        #expect(try index.ids("putin jongun") == ["0", "1", "3", "4"])
        #expect(try index.ids("+putin jongun") == ["4"])
        #expect(try index.ids("+putin armored") == ["4"])
        // Function words find nothing beside others, but themselves when alone.
        #expect(try index.ids("the putin") == ["4"])
        #expect(try index.ids("the") == ["0", "3", "4"])
    }

    @Test(arguments: [
        ("US intelligence", ["U.S.", "intelligence", "US", "intelligence"]),
        ("jongun", ["Jong-un", "Jong", "Un", "Jong", "Un"]),
        ("armored", ["armoured", "armored"]),
        ("6500", ["6,500", "6500"]),
        ("\"arms deal\"", ["arms", "deal"]),
        ("ministries", ["Ministry", "ministry’s"]),
    ])
    func whatMatchedIsMarked(_ query: String, _ marks: [String]) throws {
        #expect(try index.marks(query, all: true).sorted() == marks.sorted())
    }
}
