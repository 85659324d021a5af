import Foundation
import PassageSearch
import Testing

@testable import LedeCommands

/// What every output format keeps to; a new one is tested by being in the registry.
@Suite struct FormatContractTests {
    static let formats = OutputFormat.all.map(\.name)

    private func format(_ name: String) throws -> OutputFormat { try #require(OutputFormat.named(name)) }

    @Test func namesAreUnique() {
        #expect(Set(Self.formats).count == Self.formats.count)
    }

    @Test(arguments: formats) func isDocumented(_ name: String) throws {
        let format = try format(name)
        #expect(!format.summary.isEmpty)
        #expect(!format.summary.hasSuffix("."))
        #expect(VisibleText.onOneLine(QueryHelp.discussion).contains(" \(name) \(format.summary)"))
    }

    @Test(arguments: formats) func printsEveryHit(_ name: String) throws {
        let format = try format(name)
        for hit in SampleHits.all {
            let output = format.output([hit])
            #expect(output.hasSuffix("\n"))
            let name = "\(hit.article.path.split(separator: "/").last ?? "-")".prefix(2)
            let member = hit.article.key.split(separator: "#").last ?? "-"
            #expect(output.contains(name) || output.contains(member))
        }
    }

    @Test(arguments: formats) func nothingFoundIsNoTrouble(_ name: String) throws {
        let output = try format(name).output([])
        #expect(output == (name == "json" ? "[]\n" : ""))
    }

    /// Paths are for other commands, and so unchanged; on a terminal they are made visible like all else.
    @Test(arguments: formats) func noControlCharacterComesThrough(_ name: String) throws {
        var context = SampleHits.context()
        context.isTerminal = true
        let output = try format(name).output(SampleHits.all, context)
        let unsafe = output.unicodeScalars.filter { scalar in
            scalar != "\n" && !(name == "tsv" && scalar == "\t") && VisibleText.sign(for: scalar) != nil
        }
        #expect(unsafe.isEmpty)
    }

    @Test(arguments: formats) func oneRecordALine(_ name: String) throws {
        let format = try format(name)
        guard format.isLinewise else { return }
        // One of the paths holds a line feed, and 'paths' prints it as it is.
        let hits = SampleHits.all.filter { !$0.article.path.contains("\n") }
        let records = name == "paths" ? Set(hits.map(\.article.path)).count : hits.count
        #expect(format.output(hits).split(separator: "\n").count == records)
        let ended = format.output(hits, SampleHits.context(terminator: "\0"))
        #expect(ended.split(separator: "\0").count == records)
        #expect(ended.hasSuffix("\0") && !ended.contains("\n"))
    }

    @Test(arguments: formats) func hasNoColorUnasked(_ name: String) throws {
        #expect(!(try format(name).output(SampleHits.all)).contains("\u{1B}["))
    }
}

/// What each format prints, exactly.
@Suite struct FormatTests {
    @Test func line() {
        #expect(OutputFormat.line.output([SampleHits.plain]) == "world/train.txt:3:An armoured train left.\n")
        #expect(
            OutputFormat.line.output([SampleHits.plain], SampleHits.context(.colored))
                == "\u{1B}[35mworld/train.txt\u{1B}[0m:\u{1B}[32m3\u{1B}[0m:An \u{1B}[1;31marmoured\u{1B}[0m "
                + "\u{1B}[1;31mtrain\u{1B}[0m left.\n")
        let control = SampleHits.hit(id: 9, path: "/archive/a\u{1B}b", title: nil, text: " a\n\n b\t\u{1B}c ")
        #expect(OutputFormat.line.output([control]) == "a␛b:3:a b ␛c\n")
    }

    @Test func text() {
        #expect(
            OutputFormat.text.output([SampleHits.plain])
                == "Train leaves\nWorld desk · 2023-09-12 · world/train.txt:3\nAn armoured train left.\n")
        #expect(
            OutputFormat.text.output([SampleHits.plain], SampleHits.context(.colored))
                == "\u{1B}[1mTrain leaves\u{1B}[0m\n"
                + "\u{1B}[2mWorld desk · 2023-09-12 · world/train.txt:3\u{1B}[0m\n"
                + "An \u{1B}[1;31marmoured\u{1B}[0m \u{1B}[1;31mtrain\u{1B}[0m left.\n")
    }

    @Test func textSharesTheHeaderOfAnArticle() {
        let output = OutputFormat.text.output(Array(SampleHits.all.prefix(3)))
        #expect(
            output == """
                Train leaves
                World desk · 2023-09-12 · world/train.txt:3
                An armoured train left.
                … world/train.txt:3
                A second passage.

                ␛[31mRed␇ title\u{FFFD}
                2023-09-12 · /elsewhere/b.md:3
                esc ␛]0;x␇ end

                """)
    }

    /// Behind the last passage of an article; each source is named once, and a line is not exceeded.
    @Test func textNamesDuplicates() {
        func more(_ sources: [String?], columns: Int = 80, _ palette: Palette = .plain) -> String {
            let duplicates = sources.enumerated().map { number, source in
                SampleHits.summary(
                    id: Int64(number), path: "/archive/wire.jsonl", member: "\(number)", title: nil, source: source)
            }
            let hits = (0..<2).map {
                SampleHits.hit(id: 90, path: "/archive/a", title: nil, index: $0, text: "text", duplicates: duplicates)
            }
            let output = OutputFormat.text.output(
                hits + [SampleHits.plain], SampleHits.context(palette, columns: columns))
            let between = output.components(separatedBy: "text\n").last ?? ""
            return between.components(separatedBy: "\n\n")[0]
        }
        #expect(more(["Courier"]) == "and 1 more like it: Courier")
        #expect(more(["Courier", "Gazette", "Courier", nil]) == "and 4 more like it: Courier, Gazette, wire.jsonl#3")
        #expect(more(["Courier"], .colored) == "\u{1B}[2mand 1 more like it: Courier\u{1B}[0m")
        let papers = (1...1200).map { "Paper \($0)" }
        #expect(
            more(papers) == "and 1,200 more like it: Paper 1, Paper 2, Paper 3, Paper 4, Paper 5, Paper 6, …")
        for columns in 40...120 {
            let line = more(Array(papers.prefix(12)), columns: columns)
            #expect(DisplayWidth.of(line) <= min(columns, 100) && !line.contains("\n"))
            #expect(line.hasSuffix(", …") == !line.contains("Paper 12"))
        }
        #expect(
            more(["A paper with a rather long name"], columns: 30)
                == "and 1 more like it: A paper\nwith a rather long name")
        #expect(
            OutputFormat.text.output([SampleHits.all[8]]).hasSuffix(
                "a story\nand 2 more like it: bad␛.txt, Bad \u{FFFD}paper\n"))
    }

    @Test func textKeepsParagraphs() {
        let hit = SampleHits.hit(id: 9, path: "/archive/a", title: nil, text: "## A head\n\nSome\nwords \n \n more")
        #expect(OutputFormat.text.output([hit]) == "World desk · 2023-09-12 · a:3\n## A head\nSome words\nmore\n")
    }

    @Test(arguments: [(80, 80), (140, 100), (5, 20)]) func textIsWrapped(columns: Int, widest: Int) {
        let hit = SampleHits.hit(
            id: 9, path: "/archive/a", title: nil, text: String(repeating: "word 東京です。 ", count: 60))
        let lines = OutputFormat.text.output([hit], SampleHits.context(columns: columns)).split(separator: "\n")
        let widths = lines.dropFirst().map { DisplayWidth.of(String($0)) }
        #expect(widths.allSatisfy { $0 <= widest })
        #expect(widths.dropLast().allSatisfy { $0 > widest - 8 })
    }

    @Test func tabSeparated() {
        #expect(
            OutputFormat.tabSeparated.output([SampleHits.plain])
                == "1\t12.3457\tworld/train.txt\t3\t2023-09-12T08:30:00Z\tWorld desk\tTrain leaves\t"
                + "An armoured train left.\n")
        for line in OutputFormat.tabSeparated.output(SampleHits.all).split(separator: "\n") {
            #expect(line.split(separator: "\t", omittingEmptySubsequences: false).count == 8)
        }
    }

    @Test func pathsAreUnchangedAndEachPrintedOnce() {
        #expect(
            OutputFormat.paths.output(SampleHits.all) == """
                world/train.txt
                /elsewhere/b.md
                wire.jsonl
                한국어.txt
                ./-odd name.txt
                -
                new
                line\t.txt
                h.txt

                """)
    }

    @Test func membersOfTheJSONStandInTheOrderOfTheSchema() {
        #expect(
            OutputFormat.jsonLines.output([SampleHits.plain])
                == #"{"schema":1,"rank":1,"score":12.3457,"article":{"id":1,"key":"world/train.txt","#
                + #""title":"Train leaves","published":"2023-09-12T08:30:00Z","source":"World desk","author":null,"#
                + #""language":"en","url":null,"file_hash":null},"#
                + #""passage":{"index":0,"text":"An armoured train left.","line":3,"#
                + #""bytes":[10,33],"source_bytes":null,"score":0.0000},"highlights":[[3,11],[12,17]],"duplicates":[]}"#
                + "\n")
    }

    @Test func jsonSaysWhatTheHitsSay() throws {
        let lines = OutputFormat.jsonLines.output(SampleHits.all).split(separator: "\n").map { Data($0.utf8) }
        let array = Data(OutputFormat.json.output(SampleHits.all).utf8)
        let parsed = try #require(try JSONSerialization.jsonObject(with: array) as? [NSDictionary])
        #expect(try lines.map { try JSONSerialization.jsonObject(with: $0) as? NSDictionary } == parsed)
        for (object, hit) in zip(parsed, SampleHits.all) {
            let article = try #require(object["article"] as? [String: Any])
            let passage = try #require(object["passage"] as? [String: Any])
            #expect(object["schema"] as? Int == 1)
            #expect(object["rank"] as? Int == hit.rank)
            #expect(article["key"] as? String == SampleHits.directory.shown(hit.article.key))
            #expect(article["title"] as? String == hit.article.title)
            #expect(hit.article.source != nil || article["source"] is NSNull)
            #expect(passage["text"] as? String == hit.passage.text)
            #expect(passage["bytes"] as? [Int] == [hit.passage.bytes.lowerBound, hit.passage.bytes.upperBound])
            #expect(object["highlights"] as? [[Int]] == hit.highlights.map { [$0.lowerBound, $0.upperBound] })
            // Written as articles are.
            let duplicates = try #require(object["duplicates"] as? [[String: Any]])
            #expect(
                duplicates.map { $0["key"] as? String } == hit.duplicates.map { SampleHits.directory.shown($0.key) })
            #expect(duplicates.allSatisfy { $0.keys.sorted() == article.keys.sorted() })
        }
    }
}
