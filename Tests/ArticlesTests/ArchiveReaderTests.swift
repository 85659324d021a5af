import Articles
import CLibArchive
import TestSupport
import Testing

/// What of an archive is read, and what it is called.
@Suite struct ArchiveReaderTests {
    /// The articles' keys and the failures' places behind the path of the file itself.
    private func keys(_ reading: Reading) -> [String] { reading.articles.map { inside($0.key) } }

    private func places(_ reading: Reading) -> [String] {
        reading.failures.map { "\(inside($0.path)): \($0.reason)" }
    }

    private func inside(_ key: String) -> String {
        key.firstIndex { $0 == "!" || $0 == "#" }.map { String(key[$0...]) } ?? ""
    }

    @Test(arguments: WrittenArchive.readable)
    func readsEveryKind(kind: WrittenArchive) throws {
        let bytes = try kind.bytes([
            "a.txt": "Ferry sinks\n\nNobody was hurt.",
            "b.jsonl": "{\"id\":\"x\",\"text\":\"It was raised.\"}\n{\"id\":\"y\",\"text\":\"It sails.\"}\n",
            "c.png": "no article",
        ])
        for name in ["a.\(kind.ending)", "a.\(kind.ending).gz"] {
            let reading = try Reading(bytes, named: name)
            #expect(reading.failures.isEmpty)
            #expect(keys(reading) == ["!a.txt", "!b.jsonl#x", "!b.jsonl#y"])
            #expect(reading.articles.map(\.body) == ["\nNobody was hurt.", "It was raised.", "It sails."])
            #expect(reading.articles.first?.title == "Ferry sinks")
            #expect(reading.articles.map(\.lines) == [.counted(from: 2), .fixed(1), .fixed(2)])
        }
    }

    @Test(arguments: [
        [ARCHIVE_FILTER_GZIP], [ARCHIVE_FILTER_ZSTD], [ARCHIVE_FILTER_XZ], [ARCHIVE_FILTER_BZIP2],
        [ARCHIVE_FILTER_LZ4], [ARCHIVE_FILTER_LZIP], [ARCHIVE_FILTER_LZMA], [ARCHIVE_FILTER_COMPRESS],
        [ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_ZSTD],
    ])
    func readsEveryCompression(compressions: [CInt]) throws {
        for kind in WrittenArchive.readable {
            let bytes = try kind.bytes(["a.txt": "A ferry sank."], compressions: compressions)
            let reading = try Reading(bytes, named: "download")
            // What the archive was written in before POSIX is known by its name alone.
            guard kind != .oldTar else { continue }
            #expect(reading.failures.isEmpty && reading.articles.map(\.body) == ["A ferry sank."], "\(kind)")
        }
    }

    @Test(arguments: WrittenArchive.readable, WrittenArchive.readable)
    func readsArchivesInArchives(outer: WrittenArchive, inner: WrittenArchive) throws {
        let packed = try inner.bytes(["c.txt": "A ferry sank.", "d.txt": "It was raised."])
        let bytes = try outer.bytes(
            [("a.txt", Array("It sails.".utf8)), ("b.\(inner.ending)", packed), ("e.txt", Array("It rests.".utf8))],
            compressions: [ARCHIVE_FILTER_ZSTD])
        let reading = try Reading(bytes, named: "x.\(outer.ending)")
        #expect(reading.failures.isEmpty)
        let member = "!b.\(inner.ending)"
        #expect(keys(reading) == ["!a.txt", member + "!c.txt", member + "!d.txt", "!e.txt"])
        #expect(reading.articles.map(\.body) == ["It sails.", "A ferry sank.", "It was raised.", "It rests."])
    }

    @Test func readsCompressedMembers() throws {
        let packed = try #require(Compression.all.first { $0.ending == "gz" }?.fixtureBytes)
        let bytes = TapeArchive.bytes([("wire.jsonl.gz", packed), ("b.txt", Array("It sails.".utf8))])
        let reading = try Reading(bytes, named: "a.tar")
        #expect(reading.failures.isEmpty)
        #expect(reading.articles.map(\.body) == ["packed", "It sails."])
        #expect(reading.articles.first?.key.contains("!wire.jsonl.gz#") == true)
    }

    @Test func deeperArchivesAreAFailureAndTheRestIsRead() throws {
        var bytes = Array("A ferry sank.".utf8)
        for level in 0..<20 {
            let name = level == 0 ? "a.txt" : "a.tar"
            bytes = TapeArchive.bytes([(name, bytes), ("z\(level).txt", Array("It sails.".utf8))])
        }
        let reading = try Reading(bytes, named: "x.tar")
        #expect(keys(reading) == ["!a.tar!z18.txt", "!z19.txt"])
        #expect(places(reading) == ["!a.tar!a.tar: an archive inside 2 others, which is deeper than archives are read"])
    }

    // MARK: - Names

    @Test func namesAreOnlyKeys() throws {
        let names = [
            "./a.txt", ".//b.txt", "../../c.txt", "/etc/d.txt", "e/../f.txt", "g\u{1B}[31m\n.txt", "h!i#j.txt",
        ]
        let reading = try Reading(TapeArchive.bytes(names.map { ($0, Array("It sank.".utf8)) }), named: "x.tar")
        #expect(reading.failures.isEmpty)
        #expect(
            keys(reading) == [
                "!a.txt", "!b.txt", "!../../c.txt", "!/etc/d.txt", "!e/../f.txt", "!g\u{FFFD}[31m\u{FFFD}.txt",
                "!h!i#j.txt",
            ])
    }

    @Test func namesThatAreNoUTF8AreRepaired() throws {
        let bytes = TapeArchive.member([0xE9] + Array(".txt".utf8), Array("It sank.".utf8))
        #expect(keys(try Reading(bytes, named: "x.tar")) == ["!\u{FFFD}.txt"])
    }

    @Test(arguments: [WrittenArchive.pax, .gnutar, .ustar, .zip, .sevenZip, .newcpio])
    func namesOfAllScriptsAreKept(kind: WrittenArchive) throws {
        let name = "ニュース/Überblick.txt"
        let reading = try Reading(try kind.bytes([(name, Array("It sank.".utf8))]), named: "x.\(kind.ending)")
        #expect(reading.failures.isEmpty && keys(reading) == ["!\(name)"])
    }

    @Test func repeatedNamesAreNumbered() throws {
        let texts = ["One.", "Two.", "Three."]
        let reading = try Reading(TapeArchive.bytes(texts.map { ("a.txt", Array($0.utf8)) }), named: "x.tar")
        #expect(keys(reading) == ["!a.txt", "!a.txt (2)", "!a.txt (3)"])
        #expect(reading.articles.map(\.body) == texts)
    }

    // MARK: - What is passed over

    @Test func whatIsNoFileIsPassedOver() throws {
        let text = Array("It sank.".utf8)
        let members = [
            TapeArchive.member("d.txt", [], kind: "5"), TapeArchive.member("e.txt", [], kind: "2", link: "a.txt"),
            TapeArchive.member("a.txt", text), TapeArchive.member("f.txt", [], kind: "1", link: "a.txt"),
            TapeArchive.member("g.txt", [], kind: "6"), TapeArchive.member("h.txt", [], kind: "3"),
        ]
        let reading = try Reading(members.joined() + [UInt8](repeating: 0, count: 1024), named: "x.tar")
        #expect(reading.failures.isEmpty && keys(reading) == ["!a.txt"])
    }

    @Test func hiddenAndForeignMembersArePassedOver() throws {
        let names = [".a.txt", "d/.git/b.txt", "__MACOSX/._c.txt", "README", "e.png", "f.docx", "g.gz", "h.txt"]
        let reading = try Reading(TapeArchive.bytes(names.map { ($0, Array("It sank.".utf8)) }), named: "x.tar")
        #expect(reading.failures.isEmpty && keys(reading) == ["!h.txt"])
    }

    @Test func anArchiveWithoutArticlesIsOneFailure() throws {
        for kind in WrittenArchive.readable {
            let reading = try Reading(try kind.bytes(["a.png": "x", "b": "It sank."]), named: "x.\(kind.ending)")
            #expect(reading.articles.isEmpty && places(reading) == [": no article in it"])
        }
        #expect(places(try Reading([UInt8](repeating: 0, count: 10240), named: "x.tar")) == [": no article in it"])
    }

    @Test(arguments: ["mimetype", "[Content_Types].xml"])
    func anOfficeDocumentIsOneFailure(first: String) throws {
        let bytes = try WrittenArchive.storedZip.bytes([(first, []), ("word/notes.txt", Array("It sank.".utf8))])
        let reason = "no article in it: an office document or an e-book, which a --filter can read"
        #expect(places(try Reading(bytes, named: "a.docx")) == [": " + reason])
    }

    @Test func encryptedMembersAreFailures() throws {
        let bytes = try WrittenArchive.encryptedZip.bytes(["a.txt": "It sank.", "b.png": "x", "c.jsonl": "{}"])
        let reading = try Reading(bytes, named: "x.zip")
        #expect(places(reading) == ["!a.txt", "!c.jsonl"].map { $0 + ": encrypted; unpack it first" })
    }

    // MARK: - Options

    @Test func aForcedFormatIsThatOfTheMembers() throws {
        let bytes = TapeArchive.bytes([
            ("a.txt", Array("It sank.".utf8)), ("b.jsonl", Array("{\"id\":1,\"text\":\"It sails.\"}".utf8)),
        ])
        for name in ["x.tar", "x"] {
            #expect(keys(try Reading(bytes, named: name, ReadingOptions(format: "jsonl"))) == ["!b.jsonl#1"])
        }
        #expect(keys(try Reading(bytes, named: "x", ReadingOptions(format: "archive"))) == ["!a.txt", "!b.jsonl#1"])
        #expect(ArticleSource(ReadingOptions(format: "jsonl")).claims("x.tgz"))
    }

    @Test func whatIsNoArchiveIsAFailure() throws {
        for name in ["x.tar", "x.zip", "x.7z"] {
            let reading = try Reading("A ferry sank.", named: name)
            #expect(places(reading) == [": no archive of a kind that is known here"])
        }
    }
}
