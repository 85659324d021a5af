import Articles
import Testing

@Suite struct MarkdownReaderTests {
    private func article(_ text: String, _ options: ReadingOptions = ReadingOptions()) throws -> Article {
        let reading = try Reading(text, named: "a.md", options)
        #expect(reading.failures.isEmpty)
        return try #require(reading.articles.first)
    }

    private func failure(_ text: String) throws -> ArticleFailure {
        let reading = try Reading(text, named: "a.md")
        #expect(reading.articles.isEmpty && reading.failures.count == 1)
        return try #require(reading.failures.first)
    }

    private static let whole = """
        ---
        title: "Ferry sinks: nobody hurt"
        authors: [Jane Doe, Kim Min]
        date: 2023-09-12T08:30:00+09:00
        source: The Daily
        link: https://example.org/ferry
        lang: en-GB
        tags: {a: 1}
        ---
        # Not the title

        It sank.

        """

    @Test(arguments: ["\n", "\r\n"])
    func readsFrontMatter(lineEnd: String) throws {
        let article = try article(Self.whole.replacing("\n", with: lineEnd))
        #expect(article.title == "Ferry sinks: nobody hurt")
        #expect(article.author == "Jane Doe, Kim Min")
        #expect(article.published?.text == "2023-09-11T23:30:00Z")
        #expect(article.source == "The Daily")
        #expect(article.url == "https://example.org/ferry")
        #expect(article.language == "en-GB")
        #expect(article.body.replacing("\r\n", with: "\n") == "# Not the title\n\nIt sank.\n")
        #expect(article.lines == .counted(from: 10))
    }

    @Test(
        arguments: [
            ("author: Jane Doe", "Jane Doe"),
            ("author:\n  - Jane Doe\n  - Kim Min", "Jane Doe, Kim Min"),
            ("author: [Jane Doe]", "Jane Doe"),
            ("author: 'O''Neill'", "O'Neill"),
            ("author: 2023", "2023"),
            ("author: null", nil),
            ("author: ~", nil),
            ("author:", nil),
            ("author: []", nil),
            ("author: {name: Jane}", nil),
            ("author: null\nauthors: Kim Min", "Kim Min"),
            ("# only a comment", nil),
            ("", nil),
        ] as [(String, String?)])
    func readsAuthors(matter: String, expected: String?) throws {
        let article = try article("---\n\(matter)\n---\nIt sank.\n")
        #expect(article.author == expected)
        #expect(article.body == "It sank.\n")
        #expect(
            article.lines == .counted(from: 3 + matter.split(separator: "\n", omittingEmptySubsequences: false).count))
    }

    @Test func readsMappedNames() throws {
        var map = FieldMap()
        try map.map("title=headline")
        try map.map("date=when")
        let text = "---\nheadline: Ferry sinks\ntitle: no\nwhen: Sept. 12, 2023\n---\nIt sank.\n"
        let article = try article(text, ReadingOptions(fieldMap: map))
        #expect(article.title == "Ferry sinks")
        #expect(article.published?.text == "2023-09-12")
    }

    @Test func aDateThatIsNoneIsLeftOut() throws {
        #expect(try article("---\ndate: soon\n---\nIt sank.\n").published == nil)
    }

    @Test(
        arguments: [
            ("---\ntitle: a\nauthor: \"b\n---\nIt sank.\n", nil),
            ("---\ntitle: a\n\tauthor: b\n---\nIt sank.\n", 3),
            ("---\ntitle: a: b\n---\nIt sank.\n", 2),
            ("---\r\ntitle: a\r\ntags: [a, b\r\ndate: 2023\r\n---\r\nIt sank.\r\n", nil),
            ("---\n- a\n- b\n---\nIt sank.\n", 2),
            ("---\njust words\n---\nIt sank.\n", 2),
            ("---\ntitle: a\u{1}b\n---\nIt sank.\n", nil),
            ("---\ntitle: a\nauthor: b\nauthor: c\n---\nIt sank.\n", nil),
            ("---\ntitle: *unknown\n---\nIt sank.\n", nil),
        ] as [(String, Int?)])
    func brokenFrontMatterIsReportedWithItsLine(text: String, line: Int?) throws {
        let failure = try failure(text)
        #expect(failure.reason.hasPrefix("front matter is not"))
        #expect(failure.isPresentable, "\(failure.reason)")
        if let line { #expect(failure.line == line, "\(failure.reason)") }
    }

    @Test(arguments: ["---\ntitle: a\n", "---\ntitle: a\n\nIt sank.\n", "---\n"])
    func frontMatterThatDoesNotEndIsReported(text: String) throws {
        let failure = try failure(text)
        #expect(failure.reason == "front matter without a closing line of ---")
        #expect(failure.line == 1)
    }

    @Test(arguments: ["---\nauthor: Kim\n---\n", "---\n---\n", "---\nauthor: Kim\n---\n \n\n"])
    func frontMatterAloneIsNoArticle(text: String) throws {
        #expect(try failure(text).reason.hasPrefix("no text"))
    }

    @Test func aTitleAloneIsAnArticle() throws {
        let article = try article("---\ntitle: Ferry sinks\n---\n")
        #expect(article.title == "Ferry sinks" && article.body.isEmpty)
    }

    @Test func nestingWithoutEndIsAFailure() throws {
        let text = "---\ntitle: \(String(repeating: "[", count: 100_000))\n---\nIt sank.\n"
        #expect(try failure(text).reason.hasPrefix("front matter is not"))
    }

    @Test func anEscapedNULIsReplaced() throws {
        let article = try article("---\ntitle: \"a\\0b\"\n---\nIt sank.\n")
        #expect(article.title == "a\u{FFFD}b")
        #expect(article.replacements == 1)
    }

    @Test(
        arguments: [
            ("# Ferry sinks\n\nIt sank.\n", "Ferry sinks", "\nIt sank.\n", 2),
            ("\n\n#  Ferry sinks \nIt sank.\n", "Ferry sinks", "It sank.\n", 4),
            ("# Ferry sinks ##\nIt sank.\n", "Ferry sinks", "It sank.\n", 2),
            ("# Learning C#\nIt sank.\n", "Learning C#", "It sank.\n", 2),
            ("Ferry sinks\n===========\n\nIt sank.\n", "Ferry sinks", "\nIt sank.\n", 3),
            ("Ferry sinks\r\n===\r\nIt sank.\r\n", "Ferry sinks", "It sank.\r\n", 3),
            ("---\nauthor: Kim\n---\n\n# Ferry sinks\n\nIt sank.\n", "Ferry sinks", "\nIt sank.\n", 6),
            ("---\ntitle: ''\n---\n# Ferry sinks\nIt sank.\n", "Ferry sinks", "It sank.\n", 5),
            ("## Ferry sinks\n\nIt sank.\n", nil, "## Ferry sinks\n\nIt sank.\n", 1),
            ("#Ferry\nIt sank.\n", nil, "#Ferry\nIt sank.\n", 1),
            ("# ##\nIt sank.\n", nil, "# ##\nIt sank.\n", 1),
            ("Ferry sinks\n=-=\nIt sank.\n", nil, "Ferry sinks\n=-=\nIt sank.\n", 1),
            ("It sank.\n\n# Later\n", nil, "It sank.\n\n# Later\n", 1),
        ] as [(String, String?, String, Int)])
    func readsTheFirstHeading(text: String, title: String?, body: String, line: Int) throws {
        let article = try article(text)
        #expect(article.title == title)
        #expect(article.body == body)
        #expect(article.lines == .counted(from: line))
    }
}
