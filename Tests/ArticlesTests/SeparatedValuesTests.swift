import Articles
import TestSupport
import Testing

@Suite struct SeparatedValuesTests {
    private func read(_ text: String, named name: String = "a.csv", _ map: String...) throws -> Reading {
        var options = ReadingOptions()
        for assignment in map { try options.fieldMap.map(assignment) }
        return try Reading(text, named: name, options)
    }

    @Test func readsAllFields() throws {
        let text = """
            \u{FEFF}"ID",Headline,Content,PubDate,Byline,Outlet,Link,Lang,Views
            7,"Ferry ""Anna"" sinks","It sank,
            then it was raised.",2023-09-12,Jane Doe,The Daily,https://example.org/1,en,12
            8,,It sank.,,,,,,

            """
        for lineEnd in ["\n", "\r\n"] {
            let reading = try read(text.replacing("\n", with: lineEnd))
            #expect(reading.failures.isEmpty)
            try #require(reading.articles.count == 2)
            let article = reading.articles[0]
            #expect(article.key.hasSuffix("/a.csv#7"))
            #expect(article.title == "Ferry \"Anna\" sinks" && article.body == "It sank,\(lineEnd)then it was raised.")
            #expect(article.published?.text == "2023-09-12" && article.author == "Jane Doe")
            #expect(article.source == "The Daily" && article.url == "https://example.org/1" && article.language == "en")
            #expect(article.lines == .counted(from: 2))
            #expect(reading.articles[1].title == nil && reading.articles[1].lines == .fixed(4))
        }
    }

    @Test(arguments: [
        ("id,text\n1,a\n", "a.csv"), ("id;text\n1;a\n", "a.csv"), ("id\ttext\n1\ta\n", "a.csv"),
        ("id|text\n1|a", "a.csv"), ("text\na\n", "a.csv"), ("\n\n text ,id\na,1\n\n", "a.csv"),
        ("sep=;\nid;text\n1;a\n", "a.csv"), ("id\ttext\n1\ta\n", "a.tsv"), ("id\tTEXT\r\n1\t\"a\"\r\n", "a.tab"),
        ("\"id, or; so\"|text\n1|a", "a.csv"), ("id,text\n1,a\n", "download"), ("id\ttext\n1\ta\n", "download"),
    ])
    func findsTheSeparator(text: String, name: String) throws {
        let reading = try read(text, named: name)
        #expect(reading.failures.isEmpty)
        #expect(reading.articles.map(\.body) == ["a"])
    }

    @Test func readsMappedColumns() throws {
        let reading = try read("Text,Überschrift,maintext\nx,Titel,y\n", "text=MAINTEXT", "title=überschrift")
        #expect(reading.articles.map(\.body) == ["y"] && reading.articles.first?.title == "Titel")
    }

    @Test func anEmptyCellLeavesTheFieldToTheNextColumn() throws {
        let reading = try read("body,text\nb,\nc,a\n")
        #expect(reading.articles.map(\.body) == ["b", "a"])
    }

    @Test func withoutATextColumnNothingIsRead() throws {
        let reading = try read("nr,headline,story\n1,a,b\n2,c,d\n")
        #expect(reading.articles.isEmpty)
        #expect(
            reading.failures.map(\.reason) == [
                "no text column; there are “nr”, “headline”, “story”: name one with --map text=NAME"
            ])
        let wide = (0..<100).map { _ in String(repeating: "x", count: 90) }.joined(separator: ",")
        #expect(try read(wide + "\n1\n").failures.map(\.isPresentable) == [true])
        #expect(try read("nr,story\n1,a\n", "text=story").articles.map(\.body) == ["a"])
    }

    @Test(arguments: [
        ("2\n", 3, "1 cells"), ("2,b,x\n", 3, "3 cells"), ("2,\n", 3, "no text in the row: “text” is empty"),
        ("2,\"b\" c\n", 3, "text behind a cell's closing quotation mark"), ("2,b\0\n", 3, "binary data"),
    ])
    func aBadRowIsReportedWithItsLine(row: String, line: Int, reason: String) throws {
        let reading = try read("id,text\n1,a\n\(row)3,\"c\nd\"\n")
        #expect(reading.articles.map(\.body) == ["a", "c\nd"])
        #expect(reading.articles.map(\.lines) == [.fixed(2), .counted(from: line + 1)])
        #expect(reading.failures.map(\.line) == [line])
        let failure = try #require(reading.failures.first)
        #expect(failure.reason.hasPrefix(reason) && failure.isPresentable, "\(failure.reason)")
    }

    @Test func anUnclosedQuotationMarkIsReportedWhereItOpened() throws {
        let rest = String(repeating: "3,rain\n", count: 50_000)
        let reading = try read("id,text\n1,a\n\"2\n\",\"b\n\(rest)")
        #expect(reading.articles.map(\.body) == ["a"])
        #expect(reading.failures.map(\.line) == [4])
        #expect(reading.failures.first?.reason.contains("quotation mark") == true)
    }

    @Test func quotationMarksInATSVMayBelongToTheText() throws {
        let reading = try read(
            "id\ttext\n1\t\"Anna\" sank\n2\t\"Anna, \"\"sunk\"\"\"\n3\tthe \"Anna\"\n", named: "a.tsv")
        #expect(reading.failures.isEmpty)
        #expect(reading.articles.map(\.body) == ["\"Anna\" sank", "Anna, \"sunk\"", "the \"Anna\""])
    }

    @Test func decidesTheEncodingRowByRow() throws {
        let bytes =
            Array("id,text\n1,café\n2,caf".utf8) + [0xE9] + Array(" in Malm".utf8) + [0xF6] + Array("\n3,a\n".utf8)
        let reading = try Reading(bytes, named: "a.csv")
        #expect(reading.failures.isEmpty)
        #expect(reading.articles.map(\.body) == ["café", "café in Malmö", "a"])
    }

    /// What is written by the rules is read back, wherever the blocks end.
    @Test(arguments: [111, 112] as [UInt64])
    func readsWhatIsWritten(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let pieces = [
            "a", "\"", ",", ";", "\t", "\n", "\r\n", "é", "It sank.", " ", String(repeating: "rain ", count: 9000),
        ]
        var texts: [String] = []
        var file = "id,text\n"
        for number in 0..<200 {
            let text =
                "\(number)"
                + (0..<Int.random(in: 0...6, using: &generator))
                .map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            texts.append(text)
            file += "\(number),\"\(text.replacing("\"", with: "\"\""))\"\n"
        }
        let reading = try read(file)
        #expect(reading.failures.isEmpty)
        #expect(reading.articles.map(\.body) == texts, "seed \(seed)")
        var line = 2
        for (article, text) in zip(reading.articles, texts) {
            let feeds = text.utf8.count { $0 == 0x0A }
            #expect(article.lines == (feeds == 0 ? .fixed(line) : .counted(from: line)))
            line += feeds + 1
        }
    }
}
