import TestSupport
import Testing

@testable import Articles

@Suite struct TextDecodingTests {
    private func decoded(_ bytes: some Sequence<UInt8>) -> DecodedText {
        Array(bytes).withUnsafeBufferPointer { DecodedText($0) }
    }

    private static let texts = [
        "It sank.", "Pjöngjang schweigt über „Raketen“.", "북한은 화요일 발사를 확인했다. 2023년 9월 12일", "Crowds 👩‍👩‍👧 and 😀",
        "real \u{FFFD} character",
    ]

    @Test(arguments: texts)
    func readsUTF8(text: String) {
        let marked = decoded([0xEF, 0xBB, 0xBF] + text.utf8)
        #expect(marked.text == text && marked.replacements == 0)
        #expect(decoded(text.utf8).start == 0 && marked.start == 3)
        #expect(decoded(text.utf8).text == text)
        #expect(decoded(text.utf8).replacements == 0)
    }

    @Test(arguments: texts, [true, false])
    func readsUTF16WithAMark(text: String, isBigEndian: Bool) {
        let result = decoded(text.utf16Bytes(isBigEndian: isBigEndian))
        #expect(result.text == text)
        #expect(result.replacements == 0)
    }

    @Test(arguments: [true, false])
    func readsUTF16WithoutAMark(isBigEndian: Bool) {
        for text in Self.texts.prefix(2) {
            let result = decoded(text.utf16Bytes(isBigEndian: isBigEndian, mark: false))
            #expect(result.text == text && result.replacements == 0)
        }
    }

    @Test func countsHalvesInUTF16() {
        let half = decoded([0xFF, 0xFE, 0x41, 0x00, 0x3D, 0xD8, 0x42, 0x00])
        #expect(half.text == "A\u{FFFD}B" && half.replacements == 1)
        let odd = decoded([0xFE, 0xFF, 0x00, 0x41, 0x00])
        #expect(odd.text == "A\u{FFFD}" && odd.replacements == 1)
    }

    @Test(
        arguments: [
            ([0x63, 0x61, 0x66, 0xE9, 0x20, 0x69, 0x73, 0x20, 0x6F, 0x70, 0x65, 0x6E], "café is open"),
            ([0x93, 0x49, 0x74, 0x20, 0x73, 0x61, 0x6E, 0x6B, 0x94, 0x20, 0x96, 0x20, 0x68, 0x65], "“It sank” – he"),
            ([0x31, 0x30, 0x20, 0x80, 0x20, 0x61, 0x20, 0x64, 0x61, 0x79], "10 € a day"),
        ] as [([UInt8], String)])
    func guessesWindows1252(bytes: [UInt8], text: String) {
        let read = decoded(bytes)
        #expect(read.text == text && read.replacements == 0 && read.start == nil)
    }

    @Test func countsDamageInUTF8() {
        let text = "Die Fähre über Köln hinaus, für Süßes: "
        let damaged = decoded(Array(text.utf8) + [0xFF, 0x20, 0xC3] + "öffnen".utf8)
        #expect(damaged.text == text + "\u{FFFD} \u{FFFD}öffnen")
        #expect(damaged.replacements == 2)
        let real = decoded(Array("äöüß \u{FFFD} ".utf8) + [0xFF])
        #expect(real.replacements == 1)
    }

    @Test func bytesThatStandForNothingAreReplaced() {
        let result = decoded([0x61, 0x81, 0x62, 0x8D])
        #expect(result.text == "a\u{FFFD}b\u{FFFD}" && result.replacements == 2)
    }

    @Test(arguments: [51, 52] as [UInt64])
    func anyBytesAreDecoded(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        for round in 0..<5000 {
            let count = Int.random(in: 0...40, using: &generator)
            let high = UInt8.random(in: 0...255, using: &generator)
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...high, using: &generator) }
            let result = decoded(bytes)
            let found = result.text.unicodeScalars.count { $0 == "\u{FFFD}" }
            try #require((0...found).contains(result.replacements), "seed \(seed), round \(round): \(bytes)")
        }
    }
}
