import Articles
import CLibArchive
import TestSupport
import Testing

/// Archives that are broken, or that are made to exhaust whoever reads them.
@Suite struct DamagedArchiveTests {
    private func inside(_ path: String) -> String { path.firstIndex(of: "!").map { String(path[$0...]) } ?? "" }

    private static let texts = (0..<6).map { number in
        "Story \(number) " + String(repeating: "of a ferry that sank and was raised. ", count: 30 * (number + 1))
    }

    private static func members() -> [(name: String, bytes: [UInt8])] {
        texts.enumerated().map { ("\($0.offset).txt", Array($0.element.utf8)) }
    }

    // MARK: - Cut off

    @Test func aCutTapeKeepsWhatCameBefore() throws {
        let bytes = TapeArchive.bytes(Self.members())
        var boundaries: [Int] = []
        for member in Self.members() {
            boundaries.append((boundaries.last ?? 0) + 512 + (member.bytes.count + 511) / 512 * 512)
        }
        for length in stride(from: 512, to: bytes.count, by: 512) {
            let reading = try Reading(bytes.prefix(length), named: "x.tar")
            let whole = boundaries.count { $0 <= length }
            #expect(reading.articles.map(\.body) == Array(Self.texts.prefix(whole)), "\(length) bytes")
            // Where a member ends the archive could end as well.
            let isComplete = boundaries.contains(length) || whole == boundaries.count
            #expect(
                reading.failures.map { inside($0.path) } == (isComplete ? [] : ["!\(whole).txt"]), "\(length) bytes")
            #expect(reading.failures.allSatisfy { $0.reason.hasPrefix("cut off") })
        }
    }

    @Test(arguments: WrittenArchive.readable, [[], [ARCHIVE_FILTER_GZIP], [ARCHIVE_FILTER_ZSTD]] as [[CInt]])
    func aCutAnywhereKeepsWholeArticlesOnly(kind: WrittenArchive, compressions: [CInt]) throws {
        let bytes = try kind.bytes(Self.members(), compressions: compressions)
        let step = max(1, bytes.count / 60)
        for length in stride(from: 1, to: bytes.count, by: step) {
            let reading = try Reading(bytes.prefix(length), named: "x.\(kind.ending)")
            #expect(reading.articles.map(\.body) == Array(Self.texts.prefix(reading.articles.count)), "\(length)")
            #expect(reading.failures.count <= 2 && reading.failures.allSatisfy { $0.isPresentable }, "\(length)")
            #expect(!reading.articles.isEmpty || !reading.failures.isEmpty, "\(length)")
        }
    }

    /// Whoever reads the innermost bytes tells it, and nobody else.
    @Test func aCutIsToldOnce() throws {
        let inner = TapeArchive.bytes(Self.members())
        let bytes = TapeArchive.bytes([("a.txt", Array("It sank.".utf8)), ("b.tar", inner)])
        let reading = try Reading(bytes.prefix(bytes.count / 2), named: "x.tar")
        #expect(reading.failures.count == 1 && reading.articles.count > 1)
        #expect(reading.failures.first.map { inside($0.path) }?.hasPrefix("!b.tar") == true)
    }

    // MARK: - Damage

    @Test(arguments: [WrittenArchive.storedZip, .sevenZip])
    func aWrongChecksumIsAFailureOfItsMember(kind: WrittenArchive) throws {
        // Without a compression the text stands as it is, and a letter of it can be changed.
        var bytes = try kind.bytes(["a.txt": "It sails.", "b.txt": "Ferry ABC sank.", "c.txt": "It rests."])
        if let place = bytes.indices.first(where: { bytes[$0...].starts(with: "ABC".utf8) }) {
            bytes[place] = UInt8(ascii: "X")
            let reading = try Reading(bytes, named: "x.\(kind.ending)")
            #expect(reading.articles.map(\.body) == ["It sails.", "It rests."])
            #expect(reading.failures.map { inside($0.path) } == ["!b.txt"])
            #expect(reading.failures.first?.reason.contains("bad crc") == true)
        } else {
            #expect(kind == .sevenZip)
        }
    }

    @Test func aBrokenHeaderIsToldOnceAndTheRestIsRead() throws {
        var bytes = TapeArchive.bytes(Self.members())
        let second = 512 + (Self.texts[0].utf8.count + 511) / 512 * 512
        bytes[second + 10] ^= 1
        let reading = try Reading(bytes, named: "x.tar")
        #expect(reading.failures.count == 1)
        #expect(reading.articles.map(\.body) == [Self.texts[0]] + Self.texts[2...])
    }

    @Test(arguments: WrittenArchive.allCases, [81, 82] as [UInt64])
    func everythingIsAnArticleOrAFailure(kind: WrittenArchive, seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let nested = try WrittenArchive.zip.bytes(["n.txt": "It sails.", "m.jsonl": "{\"text\":\"It rests.\"}"])
        let members = [("a.txt", Array("It sank.".utf8)), ("b.zip", nested)] + Self.members()
        let compressions: [CInt] = Bool.random(using: &generator) ? [ARCHIVE_FILTER_GZIP] : []
        let whole = try kind.bytes(members, compressions: compressions)
        let directory = try TemporaryDirectory()
        for round in 0..<80 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                let place = Int.random(in: bytes.indices, using: &generator)
                switch Int.random(in: 0..<4, using: &generator) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
                case 1:
                    bytes.removeSubrange(place..<min(place + Int.random(in: 1...600, using: &generator), bytes.count))
                case 2: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator)
                default: bytes.insert(contentsOf: bytes[..<min(place, 700)], at: place)
                }
                if bytes.isEmpty { bytes = [0] }
            }
            let path = try directory.write("\(round)", bytes: bytes)
            let reading = try Reading(path: path, ReadingOptions(format: "archive", maximumArticleBytes: 1 << 20))
            let comment: Comment = "seed \(seed), round \(round)"
            try #require(!reading.articles.isEmpty || !reading.failures.isEmpty, comment)
            for article in reading.articles {
                try #require(article.key.hasPrefix(path + "!") && !article.body.utf8.contains(0), comment)
            }
            for failure in reading.failures {
                try #require(failure.path.hasPrefix(path) && failure.isPresentable, "\(failure)")
            }
        }
    }

    // MARK: - Limits

    private func reasons(_ bytes: [UInt8], _ name: String, _ limits: ExpansionLimits) throws -> [String] {
        var options = ReadingOptions()
        options.expansion = limits
        return try Reading(bytes, named: name, options).failures.map { "\(inside($0.path)): \($0.reason)" }
    }

    private static let long = Array(String(repeating: "rain ", count: 40_000).utf8)

    @Test func whatExpandsTooFarIsStopped() throws {
        let limits = ExpansionLimits(ratio: 10, freeBytes: 20_000)
        let reason = "expands to more than 10 times its size"
        for kind in [WrittenArchive.zip, .sevenZip] {
            let bytes = try kind.bytes([("a.txt", Array("It sank.".utf8)), ("b.txt", Self.long)])
            #expect(try reasons(bytes, "x.\(kind.ending)", limits) == ["!b.txt: \(reason)"])
        }
        let packed = try WrittenArchive.ustar.bytes([("b.txt", Self.long)], compressions: [ARCHIVE_FILTER_GZIP])
        #expect(try reasons(packed, "x.tgz", limits) == [": \(reason)"])
        let inner = try WrittenArchive.zip.bytes([("b.txt", Self.long)])
        let nested = try WrittenArchive.ustar.bytes([("a.zip", inner), ("c.txt", Array("It sank.".utf8))])
        var wide = limits
        wide.ratio = 1
        #expect(try reasons(nested, "x.tar", wide) == ["!a.zip!b.txt: expands to more than 1 times its size"])
    }

    @Test func allMembersTogetherAreStopped() throws {
        let limits = ExpansionLimits(bytes: 1 << 20)
        let members = (0..<10).map { ("\($0).txt", Self.long) }
        let packed = try WrittenArchive.zip.bytes(members)
        #expect(try reasons(packed, "x.zip", limits) == ["!5.txt: expands to more than 1 MB (see --max-expanded)"])
        // What has this size by itself does not expand.
        #expect(try reasons(TapeArchive.bytes(members), "x.tar", limits) == [])
        let inner = try WrittenArchive.zip.bytes([("a.txt", Self.long), ("b.txt", Self.long)])
        let nested = TapeArchive.bytes((0..<5).map { ("\($0).zip", inner) })
        #expect(
            try reasons(nested, "x.tar", limits) == ["!2.zip!b.txt: expands to more than 1 MB (see --max-expanded)"])
    }

    @Test func aCompressedFileIsStopped() throws {
        let packed = try #require(Compression.installed.first).packed(Self.long)
        #expect(
            try reasons(packed, "a.txt", ExpansionLimits(bytes: 100_000))
                == [": expands to more than 100000 bytes (see --max-expanded)"])
        #expect(
            try reasons(packed, "a.txt", ExpansionLimits(ratio: 10, freeBytes: 1000))
                == [": expands to more than 10 times its size"])
        #expect(try reasons(Self.long, "a.txt", ExpansionLimits(bytes: 1000, ratio: 1, freeBytes: 0)) == [])
    }

    @Test func membersAreCounted() throws {
        let bytes = TapeArchive.bytes((0..<5).map { ("\($0).txt", Array("It sank.".utf8)) })
        #expect(try reasons(bytes, "x.tar", ExpansionLimits(members: 3)) == [": more than 3 members"])
        #expect(try reasons(bytes, "x.tar", ExpansionLimits(members: 5)) == [])
    }

    // MARK: - Reading from the end

    @Test func whatNeedsItsEndIsHeldInMemoryUpToALimit() throws {
        for kind in [WrittenArchive.sevenZip, .zip] {
            let inner = try kind.bytes(["a.txt": "It sank.", "b.txt": "It was raised."])
            let bytes = TapeArchive.bytes([("i.\(kind.ending)", inner), ("c.txt", Array("It rests.".utf8))])
            for (held, isRead) in [(inner.count, true), (inner.count - 1, kind == .zip)] {
                var options = ReadingOptions()
                options.expansion.heldBytes = held
                let reading = try Reading(bytes, named: "x.tar", options)
                #expect(reading.articles.map(\.body) == (isRead ? ["It sank.", "It was raised."] : []) + ["It rests."])
                #expect(reading.failures.count == (isRead ? 0 : 1))
            }
        }
    }
}
