import Foundation
import TestSupport
import Testing

@testable import Articles

/// The pieces that mails are written in.
@Suite struct MIMETests {
    private func words(_ text: String) -> String { EncodedWords.text(Array(text.utf8)) }

    // MARK: Encoded words

    @Test(arguments: [
        ("A ferry sank", "A ferry sank"),
        ("=?utf-8?Q?F=C3=A4hre_gesunken?=", "Fähre gesunken"),
        ("=?UTF-8?b?RsOkaHJl?= gesunken", "Fähre gesunken"),
        ("=?iso-8859-1?q?F=E4hre?= =?iso-8859-1?q?_sinkt?=", "Fähre sinkt"),
        // The standard's language (RFC 2231), and words of two encodings side by side.
        ("=?iso-8859-1*de?q?F=E4hre?=  =?utf-8?q?=C3=A4?=", "Fähreä"),
        // A character cut in two.
        ("=?utf-8?B?RsM=?= =?utf-8?B?pGhyZQ==?=", "Fähre"),
        ("=?ISO-2022-JP?B?GyRCJVUlJyVqITwbKEI=?=", "フェリー"),
        ("=?windows-1251?B?z+Dw7uw=?= =?windows-1251?Q?=F3=F2=EE=ED=F3=EB?=", "Паромутонул"),
        ("=?koi8-r?Q?=F0=C1=D2=CF=CD?=", "Паром"),
        // What is none stays.
        ("=?utf-8?X?abc?=", "=?utf-8?X?abc?="),
        ("=?utf-8?Q?abc", "=?utf-8?Q?abc"),
        ("1 = 1 =? 2", "1 = 1 =? 2"),
        ("=?nonsense?Q?Ferry=21?=", "Ferry!"),
        ("Fähre", "Fähre"),
        ("", ""),
    ])
    func encodedWordsAreDecoded(field: String, expected: String) {
        #expect(words(field) == expected)
    }

    @Test func rawBytesAreTakenForWhatTheyLookLike() {
        #expect(EncodedWords.text(Array("F".utf8) + [0xE4] + Array("hre sinkt".utf8)) == "Fähre sinkt")
    }

    // MARK: Bodies

    @Test(arguments: [
        ("a=3Db", "a=b"), ("soft=\nbreak", "softbreak"), ("soft= \t\r\nbreak", "softbreak"), ("=C3=A4", "ä"),
        ("=c3=a4", "ä"), ("100=", "100"), ("=ZZ", "=ZZ"), ("=4", "=4"), ("a_b", "a_b"), ("", ""),
    ])
    func quotedPrintableIsDecoded(text: String, expected: String) {
        let bytes = TransferEncoding.quotedPrintable(Array(text.utf8)[...])
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test(arguments: [
        ("RmVycnk=", "Ferry"), ("RmVy\r\ncnk=\r\n", "Ferry"), ("Rm Vy!cnk", "Ferry"),
        ("RmVycnk=RmVycnk=", "FerryFerry"),
        ("R", ""), ("", ""), ("====", ""),
    ])
    func base64IsDecoded(text: String, expected: String) {
        let bytes = TransferEncoding.base64(Array(text.utf8)[...])
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }

    @Test(arguments: [201, 202] as [UInt64])
    func base64IsTheReverseOfFoundations(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<200 {
            let count = Int.random(in: 0...300, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let text = Data(bytes).base64EncodedString(options: .lineLength76Characters)
            #expect(TransferEncoding.base64(Array(text.utf8)[...]) == bytes, "seed \(seed)")
        }
    }

    // MARK: Fields

    @Test func fieldsAreUnfolded() {
        let text =
            "Subject: A ferry\r\n sank\r\n\toff Oslo \r\nFROM : a@b.example\r\nSubject: second\r\nX: y\r\n\r\nBody"
        let fields = HeaderFields(Array(text.utf8), keeping: ["subject", "from"])
        #expect(fields["subject"] == "A ferry sank off Oslo")
        #expect(fields["from"] == "a@b.example")
        #expect(fields["x"] == nil)
        #expect(fields.count == 4)
        #expect(text.utf8.count - fields.length == 4)
    }

    @Test func aHeaderEndsBeforeALineThatIsNoField() {
        let text = "Subject: a\nIt sank today.\n\nNobody was hurt."
        let fields = HeaderFields(Array(text.utf8), keeping: ["subject"])
        #expect(fields["subject"] == "a" && fields.length == 11)
    }

    @Test(arguments: [
        ("text/html; charset=\"utf-8\"", "text/html", "charset", "utf-8"),
        ("TEXT/HTML;Charset=UTF-8", "text/html", "charset", "UTF-8"),
        ("multipart/mixed; boundary=\"a;b\\\"c\"", "multipart/mixed", "boundary", "a;b\"c"),
        ("multipart/mixed; type=x; boundary=a (a comment)", "multipart/mixed", "boundary", "a"),
        ("multipart/mixed; boundary*0=a; boundary*1=\"b c\"", "multipart/mixed", "boundary", "ab c"),
        ("text/plain; charset = us-ascii", "text/plain", "charset", "us-ascii"),
        ("text/plain; charset=\"utf-8", "text/plain", "charset", "utf-8"),
    ])
    func parametersAreRead(field: String, kind: String, name: String, value: String) {
        let type = ContentType(field)
        #expect(type.kind == kind && type[name] == value)
    }

    @Test(arguments: [
        ("Press Desk <desk@example.org>", "Press Desk", "example.org"),
        ("\"Desk, Press\" <desk@Example.org>", "Desk, Press", "example.org"),
        ("desk@example.org (Press (Night) Desk)", "Press (Night) Desk", "example.org"),
        ("desk@example.org", "desk@example.org", "example.org"),
        ("<desk@example.org>", "desk@example.org", "example.org"),
        ("=?utf-8?Q?K=C3=BCstenblatt?= <a@example.org>, b@example.com", "Küstenblatt", "example.org"),
        ("\"=?utf-8?Q?K=C3=BCstenblatt?=\" <a@example.org>", "Küstenblatt", "example.org"),
        ("Desk: night@example.org, day@example.org;", "night@example.org", "example.org"),
        ("'Desk' <a@b.example>", "Desk", "b.example"),
        ("Press Desk", "Press Desk", nil),
        ("\"a \\\"b\\\" c\" <d@e.example>", "a \"b\" c", "e.example"),
        ("", nil, nil),
    ])
    func sendersAreRead(field: String, shown: String?, domain: String?) {
        let address = MailAddress(Array(field.utf8))
        #expect(address.shown == shown && address.domain == domain)
    }

    // MARK: Hostile input

    /// All of these take time and memory in proportion to their bytes; a second search for each opening would not end.
    @Test(arguments: ["=?a?Q?", "=?", "\"", "(", "<", "=?utf-8?Q?a?= ", "a;b=c*1=", "'", ","])
    func longFieldsAreReadInOneGo(piece: String) {
        let field = Array(String(repeating: piece, count: 100_000 / piece.utf8.count).utf8)
        _ = EncodedWords.text(field)
        _ = MailAddress(field)
        _ = ContentType(String(decoding: field, as: UTF8.self))
    }
}
