import ArticleModel
import TestSupport
import Testing

/// Names of files, in whatever bytes, are held as text and come back.
@Suite struct PathTextTests {
    @Test(
        arguments: [
            ([0x61, 0xE9, 0x62], "a\u{10FEE9}b"),
            ([0xC3, 0xA9], "\u{E9}"),
            ([0xC3], "\u{10FEC3}"),
            ([0xC3, 0x28], "\u{10FEC3}("),
            // A surrogate, an overlong slash, and a number beyond Unicode.
            ([0xED, 0xA0, 0x80], "\u{10FEED}\u{10FEA0}\u{10FE80}"),
            ([0xC0, 0xAF], "\u{10FEC0}\u{10FEAF}"),
            ([0xF4, 0x90, 0x80, 0x80], "\u{10FEF4}\u{10FE90}\u{10FE80}\u{10FE80}"),
            // The character that stands for a byte, itself; and its neighbours, which stand for none.
            ([0xF4, 0x8F, 0xBB, 0xA9], "\u{10FEF4}\u{10FE8F}\u{10FEBB}\u{10FEA9}"),
            ([0xF4, 0x8F, 0xB9, 0xBF, 0xF4, 0x8F, 0xBC, 0x80], "\u{10FE7F}\u{10FF00}"),
            ([], ""),
        ] as [([UInt8], String)])
    func bytesAndText(bytes: [UInt8], text: String) {
        #expect(Array(PathText.text(of: bytes).utf8) == Array(text.utf8))
        #expect(PathText.bytes(of: text) == bytes)
        #expect(PathText.withSystemPath(text) { Array(UnsafeRawBufferPointer(start: $0, count: bytes.count)) } == bytes)
        #expect(PathText.withSystemPath(text) { $0[bytes.count] } == 0)
    }

    @Test func allBytesComeBack() {
        var generator = SplitMix64(seed: 3)
        // Of what characters are made of, near those that stand for bytes, too.
        let pieces: [[UInt8]] = [
            [0xF4], [0x8F], [0xBA], [0xBB], [0x80], [0xFF], [0x61], [0xC3, 0xA9], [0xF4, 0x8F, 0xBA, 0x80],
            [0xE2, 0x82, 0xAC], [0xE2, 0x82],
        ]
        for _ in 0..<5000 {
            let bytes = (0..<Int.random(in: 0...8, using: &generator)).flatMap { _ in
                pieces[Int.random(in: 0..<pieces.count, using: &generator)]
            }
            let text = PathText.text(of: bytes)
            #expect(PathText.bytes(of: text) == bytes)
            // What was shown and is typed again means the same.
            #expect(PathText.text(of: Array(text.utf8), isTyped: true) == text)
        }
    }

    @Test func bytesThatAreNoCharacterAreShownAsSuch() {
        #expect(PathText.repaired("a\u{10FEE9}b é") == "a\u{FFFD}b é")
        #expect(PathText.hasStandIns("\u{10FE80}") && PathText.hasStandIns("\u{10FEFF}"))
        #expect(!PathText.hasStandIns("\u{10FE7F}\u{10FF00}\u{10FFFF}é"))
    }
}
