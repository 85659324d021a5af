import Articles
import Foundation
import TestSupport
import Testing

/// What every reader keeps to.
@Suite struct ReaderContractTests {
    static let names = ReaderRegistry.all.map { $0.name }

    private func sample(_ name: String) throws -> ReaderSample {
        try #require(ReaderSample.all[name], "a new reader needs an entry in ReaderSample.all")
    }

    /// Reads `bytes` as a file that the reader's first extension claims.
    private func reading(
        _ bytes: some Sequence<UInt8>, _ name: String, _ options: ReadingOptions = ReadingOptions()
    ) throws -> Reading {
        let reader = try #require(ReaderRegistry.reader(named: name))
        return try Reading(bytes, named: "article.\(try #require(reader.extensions.first))", options)
    }

    @Test func namesAndExtensionsAreUnique() {
        #expect(Set(Self.names).count == Self.names.count)
        let extensions = ReaderRegistry.all.flatMap { $0.extensions } + ReaderRegistry.compressionExtensions
        #expect(Set(extensions).count == extensions.count)
    }

    @Test(arguments: names)
    func describesItselfOnOneLine(name: String) throws {
        let reader = try #require(ReaderRegistry.reader(named: name))
        #expect(!reader.summary.isEmpty && !reader.summary.contains(where: \.isNewline))
        #expect(!name.isEmpty && name == name.lowercased() && !name.contains(" "))
        #expect(!reader.extensions.isEmpty)
        for ending in reader.extensions {
            #expect(ending == ending.lowercased() && !ending.contains("."))
        }
    }

    @Test(arguments: names)
    func claimsItsExtensions(name: String) throws {
        let claims = ArticleSource().claims
        for ending in try #require(ReaderRegistry.reader(named: name)).extensions {
            for file in ["a.\(ending)", "A.\(ending.uppercased())", "a.b.\(ending)"] {
                #expect(claims(file) && ReaderRegistry.reader(forFileNamed: file)?.name == name, "\(file)")
                for compression in ReaderRegistry.compressionExtensions {
                    #expect(ReaderRegistry.reader(forFileNamed: "\(file).\(compression)")?.name == name, "\(file)")
                }
            }
            #expect(!claims(ending) && !claims("a.\(ending).old") && !claims("a.gz"))
        }
    }

    @Test(arguments: names, ["", " ", "\n", "\r\n", " \t\r\n\n  \n", "\u{FEFF}", "\u{FEFF}\n"])
    func blankInputIsAnEmptyFile(name: String, text: String) throws {
        let result = try reading(text.utf8, name)
        #expect(result.articles.isEmpty)
        #expect(result.failures.map(\.reason) == ["empty file"])
        #expect(result.failures.first?.path.hasPrefix("/") == true)
    }

    @Test(arguments: names)
    func nothingButNULsIsNoArticle(name: String) throws {
        let result = try reading([UInt8](repeating: 0, count: 9), name)
        #expect(result.articles.isEmpty && result.failures.count == 1)
    }

    @Test(arguments: names)
    func aNULIsReportedAndNeverDelivered(name: String) throws {
        let bytes = try sample(name).bytes(["A ferry sank.", "Nobody was\0 hurt.", "It was raised."])
        let result = try reading(bytes, name)
        #expect(result.articles.allSatisfy { !$0.body.utf8.contains(0) })
        if try sample(name).replacesNULs {
            #expect(result.failures.isEmpty)
            #expect(result.articles.map(\.replacements).reduce(0, +) == 1)
            return
        }
        #expect(result.failures.count == 1)
        #expect(result.articles.count == (try sample(name).isContainer ? 2 : 0))
    }

    @Test(arguments: ReaderSample.textNames)
    func aMarkOfUTF8IsNoText(name: String) throws {
        let text = try sample(name).file(["Pjöngjang schweigt."])
        let plain = try reading(text.utf8, name)
        let marked = try reading([0xEF, 0xBB, 0xBF] + text.utf8, name)
        #expect(plain.failures.isEmpty && marked.failures.isEmpty)
        #expect(marked.articles.map(\.body) == plain.articles.map(\.body))
        #expect(marked.articles.first?.body.contains("Pjöngjang") == true)
    }

    /// UTF-16 is read, or refused with one plain reason, but never taken for text of another kind.
    @Test(arguments: ReaderSample.textNames, [true, false])
    func utf16IsReadOrRefused(name: String, isBigEndian: Bool) throws {
        let sample = try sample(name)
        let text = sample.file(["Pjöngjang schweigt.", "Seoul antwortet."])
        for mark in [true, false] {
            let result = try reading(text.utf16Bytes(isBigEndian: isBigEndian, mark: mark), name)
            if sample.takesUTF16 {
                #expect(result.articles.map(\.body) == (try reading(text.utf8, name)).articles.map(\.body))
                #expect(result.failures.isEmpty && result.articles.allSatisfy { $0.replacements == 0 })
            } else if sample.isContainer || sample.isOfBytes {
                #expect(result.articles.isEmpty && result.failures.count == 1, "mark \(mark)")
                #expect(result.failures.first?.reason.contains("UTF-16") == true)
            } else {
                #expect(result.articles.first?.body == (try reading(text.utf8, name)).articles.first?.body)
                #expect(result.failures.isEmpty && result.articles.first?.replacements == 0)
            }
        }
    }

    @Test(arguments: ReaderSample.textNames)
    func lineEndsOfWindowsMakeNoDifference(name: String) throws {
        let text = try sample(name).file(["A ferry sank off the coast.", "Nobody was hurt."])
        let unix = try reading(text.utf8, name)
        let windows = try reading(text.replacing("\n", with: "\r\n").utf8, name)
        #expect(windows.failures.isEmpty && unix.failures.isEmpty)
        #expect(windows.articles.map(\.lines) == unix.articles.map(\.lines))
        #expect(windows.articles.map(\.title) == unix.articles.map(\.title))
        #expect(windows.articles.map { $0.body.replacing("\r\n", with: "\n") } == unix.articles.map(\.body))
    }

    @Test(arguments: names)
    func aRecordOverTheLimitIsReportedWithItsLine(name: String) throws {
        let sample = try sample(name)
        let long = String(repeating: "rain ", count: 1000)
        let bytes = sample.bytes(["A ferry sank.", long, "It was raised."])
        let result = try reading(bytes, name, ReadingOptions(maximumArticleBytes: 1000))
        let failure = try #require(result.failures.first)
        #expect(result.failures.count == 1)
        #expect(failure.reason.hasPrefix("longer than"))
        switch sample.kind {
        case .lines, .records:
            let whole = try reading(bytes, name).articles
            #expect(
                result.articles.map { $0.body.trimmingCharacters(in: .newlines) } == [
                    "A ferry sank.", "It was raised.",
                ])
            #expect(result.articles.map(\.lines) == [whole[0].lines, whole[2].lines])
            guard sample.kind == .lines else { return }
            let first = sample.firstLine
            #expect(failure.line == first + 1)
            #expect(result.articles.map(\.lines) == [sample.lines(first), sample.lines(first + 2)])
        case .archive:
            #expect(failure.path.contains("!"))
            #expect(result.articles.map(\.body) == ["A ferry sank.\n", "It was raised.\n"])
        case .article:
            let beginning = bytes.prefix(1000)
            #expect(failure.line == 1 + beginning.count { $0 == UInt8(ascii: "\n") })
            #expect(result.articles.isEmpty)
        }
    }

    @Test(arguments: names)
    func aRecordOfTheLimitIsRead(name: String) throws {
        let bytes = try sample(name).bytes(["A ferry sank off the coast."])
        for limit in [bytes.count, bytes.count + 1] {
            let result = try reading(bytes, name, ReadingOptions(maximumArticleBytes: limit))
            #expect(result.failures.isEmpty && result.articles.count == 1)
        }
    }

    @Test(arguments: names)
    func aForcedFormatIsTakenWhateverTheName(name: String) throws {
        let bytes = try sample(name).bytes(["A ferry sank."])
        let result = try Reading(bytes, named: "feed.data", ReadingOptions(format: name))
        #expect(result.failures.isEmpty)
        #expect(result.articles.first?.body.contains("A ferry sank.") == true)
    }

    @Test(arguments: names)
    func theContentTellsTheFormatWhereTheNameDoesNot(name: String) throws {
        let sample = try sample(name)
        let bytes = sample.bytes(["A ferry sank.", "It was raised."])
        let named = try reading(bytes, name)
        let unnamed = try Reading(bytes, named: "download")
        #expect(unnamed.articles.map(\.body) == named.articles.map(\.body))
    }

    @Test(arguments: names)
    func whatTheReceiverThrowsEndsTheReading(name: String) throws {
        struct Stop: Error {}
        let directory = try TemporaryDirectory()
        let ending = try #require(ReaderRegistry.reader(named: name)?.extensions.first)
        let path = try directory.write("a.\(ending)", bytes: sample(name).bytes(["One.", "Two.", "Three."]))
        var count = 0
        #expect(throws: Stop.self) {
            try ArticleSource().read(.path(path)) { _ in
                count += 1
                throw Stop()
            }
        }
        #expect(count == 1)
    }

    @Test(arguments: names)
    func aMissingFileAndADirectoryAreFailures(name: String) throws {
        let directory = try TemporaryDirectory()
        let options = ReadingOptions(format: name)
        let missing = try Reading(path: directory.file("gone"), options)
        #expect(
            missing.failures == [
                ArticleFailure(path: directory.file("gone"), reason: "no such file or directory")
            ])
        let listing = try Reading(path: directory.path, options)
        #expect(listing.articles.isEmpty && listing.failures.count == 1)
    }

    @Test func anUnknownFormatIsAFailure() throws {
        let result = try Reading("A ferry sank.", named: "a.txt", ReadingOptions(format: "sgml"))
        #expect(result.articles.isEmpty)
        #expect(result.failures.map(\.reason) == ["no reader is called “sgml”"])
    }

    @Test func aForcedFormatClaimsOnlyItsFiles() {
        let claims = ArticleSource(ReadingOptions(format: "markdown")).claims
        #expect(claims("a.md") && claims("a.md.gz"))
        #expect(!claims("a.txt") && !claims("a.jsonl.zst"))
    }
}
