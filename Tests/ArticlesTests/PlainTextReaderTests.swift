import Articles
import Testing

@Suite struct PlainTextReaderTests {
    private static let paragraph =
        "A ferry with 200 people on board sank off the coast on Tuesday, the coast guard said."

    @Test(arguments: [
        ("Ferry sinks off coast\n\nNobody was hurt.", "Ferry sinks off coast", "\nNobody was hurt.", 2),
        ("\n \nFerry sinks off coast\n\nNobody was hurt.", "Ferry sinks off coast", "\nNobody was hurt.", 4),
        ("  Ferry sinks \n\nNobody was hurt.", "Ferry sinks", "\nNobody was hurt.", 2),
        ("Ferry sinks\r\n\r\nNobody was hurt.\r\n", "Ferry sinks", "\r\nNobody was hurt.\r\n", 2),
        ("Ferry sinks\n" + paragraph, "Ferry sinks", paragraph, 2),
        ("Who sank the ferry?\n\nNobody.", "Who sank the ferry?", "\nNobody.", 2),
        ("“We saw it sink!”\n\nNobody was hurt.", "“We saw it sink!”", "\nNobody was hurt.", 2),
        ("여객선 침몰\n\n다친 사람은 없다.", "여객선 침몰", "\n다친 사람은 없다.", 2),
        ("Ferry sinks (video)\n\nNobody was hurt.", "Ferry sinks (video)", "\nNobody was hurt.", 2),
    ])
    func takesATitle(text: String, title: String, body: String, line: Int) throws {
        let article = try #require(try Reading(text, named: "a.txt").articles.first)
        #expect(article.title == title)
        #expect(article.body == body)
        #expect(article.lines == .counted(from: line))
    }

    @Test(arguments: [
        "Ferry sinks off coast",
        "Ferry sinks off coast\n",
        "Ferry sinks off coast\n\n \n",
        "SEOUL – North Korea officially confirmed the launch.\n\nIt said so on Tuesday.",
        "It sank.\n\nNobody was hurt.",
        "He said: “It sank.”\n\nNobody was hurt.",
        "They were as follows:\n\nOne.",
        "On Tuesday,\n\nit sank.",
        "And then …\n\nit sank.",
        "船は沈んだ。\n\n負傷者はいない。",
        "Ferry sinks off\nthe coast of Korea\n\nNobody was hurt.",
        "***\n\nNobody was hurt.",
        "12 09 2023\n\nNobody was hurt.",
        String(repeating: "very ", count: 30) + "long first line\n\nNobody was hurt.",
        "one\ntwo\nthree",
    ])
    func takesNoTitle(text: String) throws {
        let article = try #require(try Reading(text, named: "a.txt").articles.first)
        #expect(article.title == nil)
        #expect(article.body == text)
        #expect(article.lines == .counted(from: 1))
    }

    @Test func theKeyIsThePath() throws {
        let reading = try Reading("It sank.", named: "a b#c.txt")
        #expect(reading.articles.first?.key.hasSuffix("/a b#c.txt") == true)
    }

    @Test func binaryDataIsNoText() throws {
        let reading = try Reading([0x47, 0x49, 0x46, 0x38, 0x00, 0x00, 0x01], named: "a.txt")
        #expect(reading.articles.isEmpty)
        #expect(reading.failures.map(\.reason) == ["binary data (NUL byte at offset 4), not a text"])
    }
}
