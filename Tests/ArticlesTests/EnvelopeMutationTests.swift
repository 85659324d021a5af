import Articles
import Foundation
import TestSupport
import Testing

/// Mails, mailboxes, saved pages and web archives with bytes changed, lost and doubled.
@Suite struct EnvelopeMutationTests {
    private static let newsletter = """
        From: =?utf-8?Q?K=C3=BCstenblatt?= <desk@example.org>
        Subject: =?ISO-2022-JP?B?GyRCJVUlJyVqITwbKEI=?=
         =?windows-1251?Q?=CF=E0=F0=EE=EC?=
        Date: Tue, 12 Sep 2023 10:30:00 +0200
        Message-ID: <1@example.org>
        MIME-Version: 1.0
        Content-Type: multipart/mixed; boundary="outer"

        --outer
        Content-Type: multipart/alternative; boundary=inner

        --inner
        Content-Type: text/plain; charset=utf-8
        Content-Transfer-Encoding: quoted-printable

        Die F=C3=A4hre sank vor der K=
        =C3=BCste.
        --inner
        Content-Type: text/html; charset=iso-8859-1
        Content-Transfer-Encoding: base64

        PGgxPkbkaHJlPC9oMT48cD5TaWUgc2FuayB2b3IgZGVyIEv8c3RlLjwvcD4=
        --inner--
        --outer
        Content-Type: message/rfc822

        Subject: A bridge closed

        It is old.
        --outer--

        """

    private static let page = newsletter.replacing("multipart/mixed", with: "multipart/related")

    private static let mailbox = (0..<3).map { number in
        "From desk@example.org Tue Sep 12 08:30:0\(number) 2023\n\(newsletter)\n>From here on it rained.\n\n"
    }.joined()

    private static let archive: [UInt8] = {
        let packed = Data(base64Encoded: "eJyrVipJrShRslIqSEzOTk1RquUCADslBfI=") ?? Data()
        return [
            Array(WARCFixture.info.utf8),
            WARCFixture.response(Array("<p>A ferry sank.</p>".utf8)),
            WARCFixture.response(packed, type: "text/plain", fields: ["Content-Encoding: deflate"]),
            WARCFixture.response(
                Array("8\r\nA ferry \r\n5;x=y\r\nsank.\r\n0\r\n\r\n".utf8), type: "text/plain",
                target: "https://example.org/b", fields: ["Transfer-Encoding: chunked"]),
            WARCFixture.response(packed, type: "image/png"),
            WARCFixture.response(Array("It was raised.".utf8), type: "text/plain", target: "https://example.org/c"),
        ].flatMap { $0 }
    }()

    private static let formats = ["mail", "mbox", "mhtml", "warc"]

    private func fixture(_ format: String) -> [UInt8] {
        switch format {
        case "mail": Array(Self.newsletter.utf8)
        case "mbox": Array(Self.mailbox.utf8)
        case "mhtml": Array(Self.page.utf8)
        default: Self.archive
        }
    }

    @Test(arguments: formats)
    func theFixtureIsWhole(format: String) throws {
        let reading = try Reading(fixture(format), named: "a", ReadingOptions(format: format))
        #expect(reading.failures.isEmpty, "\(reading.failures)")
        #expect(reading.articles.count == ["mail": 2, "mbox": 6, "mhtml": 1, "warc": 4][format])
    }

    @Test(arguments: formats, [211, 212] as [UInt64])
    func everythingIsAnArticleOrAFailure(format: String, seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let original = fixture(format)
        let directory = try TemporaryDirectory()
        for round in 0..<200 {
            let bytes = Self.mutated(original, using: &generator)
            let path = try directory.write("a\(round)", bytes: bytes)
            let limit = [300, 1 << 20].randomElement(using: &generator) ?? 300
            let reading = try Reading(path: path, ReadingOptions(format: format, maximumArticleBytes: limit))
            let comment: Comment =
                "seed \(seed), round \(round), limit \(limit): \(String(decoding: bytes, as: UTF8.self))"
            try #require(!reading.articles.isEmpty || !reading.failures.isEmpty, comment)
            for article in reading.articles {
                let texts = [article.key, article.body, article.title, article.author, article.source, article.url]
                try #require(texts.allSatisfy { $0?.utf8.contains(0) != true }, comment)
                try #require(article.key == path || article.key.hasPrefix(path + "#"), comment)
                try #require(article.title?.isEmpty != true, comment)
                try #require(article.title != nil || !article.body.allSatisfy(\.isWhitespace), comment)
                try #require(article.parts.allSatisfy { $0.range.upperBound <= article.body.utf8.count }, comment)
                let lines = 1 + article.body.utf8.count { $0 == UInt8(ascii: "\n") }
                if case .listed(let list) = article.lines { try #require(list.count == lines, comment) }
                if let map = article.sourceMap, let range = map.source(of: 0..<article.body.utf8.count) {
                    try #require(
                        bytes.count >= range.upperBound && bytes[range].elementsEqual(article.body.utf8), comment)
                }
            }
            try #require(reading.failures.allSatisfy { $0.isPresentable && $0.path.hasPrefix(path) }, comment)
        }
    }

    private static func mutated(_ original: [UInt8], using generator: inout SplitMix64) -> [UInt8] {
        var bytes = original
        for _ in 0..<Int.random(in: 1...8, using: &generator) where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &generator)
            let end = min(bytes.count, place + Int.random(in: 1...60, using: &generator))
            switch Int.random(in: 0..<6, using: &generator) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &generator)
            case 1: bytes.removeSubrange(place..<end)
            case 2: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &generator))
            case 3:
                bytes.insert(
                    contentsOf: ["\n", "\r\n", "\n\n", "=", "--"].randomElement(using: &generator)?.utf8 ?? "".utf8,
                    at: place)
            case 4: bytes[place] ^= 1 << UInt8.random(in: 0...7, using: &generator)
            default: bytes.removeSubrange(Int.random(in: 0...place, using: &generator)...)
            }
        }
        return bytes
    }
}
