import TestSupport
import Testing

@testable import Articles

/// Texts whose encoding is named.
@Suite struct CharsetTests {
    private func decoded(_ bytes: some Sequence<UInt8>, _ charset: String?) -> DecodedText {
        var text = Array(bytes).withUnsafeBufferPointer { DecodedText($0, charset: charset) }
        // Wherever it stands in them.
        text.start = nil
        return text
    }

    @Test(
        arguments: [
            ("iso-8859-1", [0x93, 0x63, 0x61, 0x66, 0xE9, 0x94], "“café”"),
            ("ISO-8859-15", [0xA4, 0x20, 0x35], "€ 5"),
            (" Windows-1252 ", [0x80], "€"),
            ("\"latin1\"", [0x31, 0x96, 0x32], "1–2"),
            ("windows-1251", [0xCC, 0xEE, 0xF1, 0xEA, 0xE2, 0xE0], "Москва"),
            ("koi8-r", [0xED, 0xCF, 0xD3, 0xCB, 0xD7, 0xC1], "Москва"),
            ("Shift_JIS", [0x93, 0x8C, 0x8B, 0x9E], "東京"),
            ("x-sjis", [0x87, 0x40], "①"),
            ("EUC-JP", [0xC5, 0xEC, 0xB5, 0xFE], "東京"),
            ("iso-2022-jp", [0x1B, 0x24, 0x42, 0x45, 0x6C, 0x35, 0x7E, 0x1B, 0x28, 0x42], "東京"),
            ("gb2312", [0xB1, 0xB1, 0xBE, 0xA9], "北京"),
            ("gbk", [0xC1, 0xAA, 0xCD, 0xA8], "联通"),
            ("big5", [0xA5, 0x78, 0xA5, 0x5F], "台北"),
            ("ks_c_5601-1987", [0xBC, 0xAD, 0xBF, 0xEF], "서울"),
            ("iso-8859-6", [0xC7, 0xE4], "ال"),
            ("iso-8859-8-i", [0xF9, 0xEC], "של"),
            ("windows-874", [0xA1], "ก"),
            ("iso-8859-9", [0xFE], "ş"),
            ("utf-16", [0x41, 0x00, 0xE9, 0x00], "Aé"),
            ("utf-16be", [0x00, 0x41, 0x04, 0x16], "AЖ"),
            ("cp850", [0x81], "ü"),
        ] as [(String, [UInt8], String)])
    func readsWhatIsNamed(label: String, bytes: [UInt8], text: String) {
        #expect(decoded(bytes, label) == DecodedText(text: text))
    }

    @Test(arguments: ["iso-8859-1", "us-ascii", "windows-1251", "koi8-r", "Shift_JIS", "gbk", "iso-2022-jp", "utf-16"])
    func utf8UnderAnotherNameIsUTF8(label: String) {
        let text = "Die Fähre über Köln hinaus, für Süßes – höchst öde: „Grüße“"
        #expect(decoded(text.utf8, label) == DecodedText(text: text))
    }

    @Test(arguments: ["utf-8", "utf8", nil, "", "no-such-charset", "utf-8//IGNORE", "x\u{0}y", "../../etc"])
    func theRestIsGuessed(label: String?) {
        #expect(decoded("Fähre".utf8, label) == DecodedText(text: "Fähre"))
        #expect(decoded([0x63, 0x61, 0x66, 0xE9, 0x20, 0x6F, 0x6B], label) == DecodedText(text: "café ok"))
    }

    @Test func aMarkCountsBeforeTheName() {
        #expect(decoded([0xEF, 0xBB, 0xBF] + "é".utf8, "iso-8859-1") == DecodedText(text: "é"))
        #expect(decoded("Köln".utf16Bytes(isBigEndian: true), "utf-8") == DecodedText(text: "Köln"))
    }

    @Test func damageIsCounted() {
        let result = decoded([0x93, 0x8C, 0xFF, 0x8B, 0x9E], "shift_jis")
        #expect(result.text == "東\u{FFFD}京" && result.replacements == 1)
        let cut = decoded([0x93, 0x8C, 0x8B], "shift_jis")
        #expect(cut.text == "東\u{FFFD}" && cut.replacements == 1)
    }

    @Test func aLongTextIsReadWhole() {
        let line: [UInt8] = [0x93, 0x8C, 0x8B, 0x9E, 0x2E]
        let bytes = (0..<20_000).flatMap { _ in line }
        #expect(decoded(bytes, "shift_jis").text == String(repeating: "東京.", count: 20_000))
    }

    @Test(arguments: [81, 82] as [UInt64])
    func anyBytesAreDecodedUnderAnyName(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let labels = [
            "shift_jis", "iso-2022-jp", "gb18030", "utf-16", "windows-1253", "iso-8859-1", "utf-7", "big5", "?",
        ]
        for round in 0..<3000 {
            let bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                UInt8.random(in: 0...255, using: &generator)
            }
            let label = labels.randomElement(using: &generator)
            let result = decoded(bytes, label)
            try #require((0...bytes.count).contains(result.replacements), "seed \(seed), round \(round): \(bytes)")
        }
    }
}
