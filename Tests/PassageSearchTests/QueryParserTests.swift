import Testing

@testable import PassageSearch

@Suite struct QueryParserTests {
    /// What was typed, how it is read, and how many remarks there are.
    @Test(arguments: [
        ("kim putin", "kim putin", 0),
        ("\"arms deal\" putin", "\"arms deal\" putin", 0),
        ("“arms deal” putin", "\"arms deal\" putin", 0),
        ("pre* x", "pre* x", 0),
        ("kim -putin", "kim -putin", 0),
        ("+kim putin", "+kim putin", 0),
        ("a OR b c", "a OR b c", 0),
        ("a AND b", "+a +b", 0),
        ("(a b) OR c", "(a b) OR c", 0),
        ("-(a b)", "-(a b)", 0),
        ("title:kim", "title:kim", 0),
        ("title:\"kim jong\" x", "title:\"kim jong\" x", 0),
        ("title:(kim jong)", "title:(kim jong)", 0),
        ("\"a b\"~5", "\"a b\"~5", 0),
        ("in:lede kim putin", "(in:lede kim putin)", 0),
        ("kim in:quote in:caption", "(in:quote in:caption kim)", 0),
        ("(in:quote \"we will\") kim", "(in:quote \"we will\") kim", 0),
        ("+in:lede -kim a", "(in:lede -kim a)", 0),
        // What only looks like a sign.
        ("in:house in: in", "in:house in: in", 0),
        ("INFORMATION AND LIBRARIES OR NOT", "INFORMATION AND LIBRARIES OR NOT", 0),
        ("Jong-un", "Jong-un", 0),
        ("C++", "C++", 0),
        ("a - b", "a - b", 0),
        ("http://x.org/a:b", "http://x.org/a:b", 0),
        ("subtitle:x", "subtitle:x", 0),
        ("title: x", "title: x", 0),
        ("2*3", "2* 3", 0),
        ("OR a", "or a", 1),
        ("a OR", "a or", 1),
        ("a AND", "a and", 1),
        // What does not close.
        ("C++ (AND \"", "C++ and", 3),
        ("(a b", "(a b)", 1),
        ("a b)", "a b", 1),
        ("a \"b c", "a (b c)", 1),
        ("((((a))))", "a", 0),
        ("", "", 0), ("  ", "", 0), ("()", "", 0), ("\"\"", "\"\"", 0), ("+", "+", 0), ("-", "-", 0),
    ])
    func readings(_ query: String, _ reading: String, _ remarks: Int) {
        let parsed = QueryParser.parse(query)
        #expect(parsed.description == reading)
        #expect(parsed.remarks.count == remarks, "\(parsed.remarks)")
    }

    @Test func rangesPointAtWhatWasTyped() {
        let query = "é \"a b\"~3 pre*"
        let bytes = Array(query.utf8)
        let typed = QueryParser.parse(query).clauses.map { clause in
            switch clause.node {
            case .word(let word): String(decoding: bytes[word.range], as: UTF8.self)
            case .phrase(let phrase): String(decoding: bytes[phrase.range], as: UTF8.self)
            default: ""
            }
        }
        #expect(typed == ["é", "\"a b\"~3", "pre*"])
    }

    @Test func veryDeepAndVeryLongQueriesAreRead() {
        let deep = String(repeating: "(", count: 10_000) + "a" + String(repeating: ")", count: 10_000)
        #expect(!QueryParser.parse(deep).remarks.isEmpty)
        let long = (0..<5000).map { "w\($0)" }.joined(separator: " ")
        #expect(QueryParser.parse(long).clauses.count == QueryParser.maximumWords)
        #expect(SearchRequest(query: long).excess == "only the first 1000 words and signs of the query are searched")
        #expect(SearchRequest(query: "two words").excess == nil)
    }

    /// Words count wherever they stand, and characters where they are words.
    @Test(arguments: [
        ("\"", "w w ", "\""), ("", "w-w", ""), ("", "東京", ""), ("", "ก็", ""), ("w w ", "한", " w"), ("", "a.b,", ""),
    ])
    func longTextsWithoutSpacesAreCutToo(before: String, unit: String, after: String) {
        let text = before + String(repeating: unit, count: 5000) + after
        #expect(SearchRequest(query: text).excess != nil)
        #expect(QueryParser.parse(text).description.unicodeScalars.count <= 4 * QueryParser.maximumWords)
        let short = before + String(repeating: unit, count: 300) + after
        #expect(SearchRequest(query: short).excess == nil)
        #expect(QueryParser.parse(short).description.unicodeScalars.count >= 300)
    }
}
