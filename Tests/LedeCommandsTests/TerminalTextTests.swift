import TestSupport
import Testing

@testable import LedeCommands

@Suite struct TerminalTextTests {
    @Test(arguments: [
        ("a", 1), ("é", 1), ("e\u{301}", 1), ("\u{301}", 0), ("東", 2), ("한", 2), ("ｱ", 1), ("Ａ", 2), ("。", 2),
        ("👩‍👩‍👧", 2), ("🇰🇷", 2), ("❤\u{FE0F}", 2), ("❤", 1), ("😀", 2), ("\u{200B}", 0), ("–", 1), ("я", 1),
        ("न\u{94D}", 1), ("\u{1112}\u{1161}\u{11AB}", 2),
    ]) func columnsOfACharacter(_ text: String, width: Int) {
        #expect(DisplayWidth.of(text) == width)
    }

    @Test(arguments: [
        ("plain", "plain"), ("a\nb\tc", "a␊b␉c"), ("\u{1B}[31m", "␛[31m"), ("\u{7F}", "␡"),
        ("\u{9B}31m", "\u{FFFD}31m"),
        ("a\u{202E}b\u{2066}c\u{2069}", "a\u{FFFD}b\u{FFFD}c\u{FFFD}"), ("\u{2028}", "\u{FFFD}"),
        ("e\u{301}", "e\u{301}"),
        ("\r\n", "␍␊"), ("\0", "␀"),
    ]) func controlCharactersBecomeVisible(_ text: String, expected: String) {
        #expect(VisibleText.of(text) == expected)
    }

    @Test func oneLine() {
        #expect(VisibleText.onOneLine(" a \r\n b\u{A0}\u{7}c ") == "a b ␇c")
    }

    @Test(arguments: [
        ("one two three", 7, ["one two", "three"]),
        ("one two three", 8, ["one two", "three"]),
        ("one two three", 6, ["one", "two", "three"]),
        ("  one   two ", 80, ["one two"]),
        ("incomprehensible", 6, ["incomp", "rehens", "ible"]),
        ("an incomprehensible", 6, ["an", "incomp", "rehens", "ible"]),
        ("東京で会議", 4, ["東京", "で会", "議"]),
        ("東京で会議", 5, ["東京", "で会", "議"]),
        ("東京。会議", 4, ["東", "京。", "会議"]),
        ("「東京」会議", 6, ["「東", "京」会", "議"]),
        ("한국어 뉴스", 8, ["한국어", "뉴스"]),
        ("e\u{301}e\u{301} a", 2, ["e\u{301}e\u{301}", "a"]),
        ("", 10, []),
        ("   ", 10, []),
    ]) func wrapping(_ text: String, columns: Int, expected: [String]) {
        #expect(MarkedText(text).wrapped(to: columns).map { $0.painted(.plain) } == expected)
    }

    @Test(arguments: [
        ("a train left", [2..<7], "a <train> left"),
        ("a train left", [0..<1, 2..<7], "<a> <train> left"),
        ("Kim\n Jong  Un", [0..<3, 5..<9, 11..<13], "<Kim> <Jong> <Un>"),
        ("Kim  Jong", [0..<9], "<Kim Jong>"),
        ("東京で", [3..<6], "東<京>で"),
        ("e\u{301}x", [1..<3], "<e\u{301}>x"),
        ("ab", [0..<1, 1..<2], "<ab>"),
        ("  ab", [2..<4], "<ab>"),
        ("ab", [5..<9], "ab"),
    ]) func marking(_ text: String, highlights: [Range<Int>], expected: String) {
        let palette = Palette(match: "<", reset: ">")
        #expect(MarkedText(text, highlights: highlights).painted(palette) == expected)
    }

    @Test func aMatchThatIsWrappedIsMarkedOnBothLines() {
        let lines = MarkedText("one two", highlights: [0..<7]).wrapped(to: 4)
        #expect(lines.map { $0.painted(Palette(match: "<", reset: ">")) } == ["<one>", "<two>"])
    }

    @Test func randomTextsAreWrappedWithoutLoss() {
        let seed = UInt64.random(in: .min ... .max)
        var random = SplitMix64(seed: seed)
        let alphabet = Array("ab é東京。「」한국 \n\t\u{1B}👩‍👧\u{301}—-")
        for _ in 0..<500 {
            let text = String(
                (0..<Int.random(in: 0..<60, using: &random)).map { _ in
                    alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
                })
            let columns = Int.random(in: 2..<30, using: &random)
            let whole = MarkedText(text, keepsParagraphs: true)
            let lines = whole.wrapped(to: columns)
            let kept = lines.flatMap(\.cells).filter { !$0.isSpace }
            #expect(kept == whole.cells.filter { !$0.isSpace }, "seed \(seed), text \(text.debugDescription)")
            for line in lines {
                let shown = line.painted(.plain)
                #expect(DisplayWidth.of(shown) <= columns, "seed \(seed), text \(text.debugDescription)")
                #expect(VisibleText.of(shown) == shown, "seed \(seed), text \(text.debugDescription)")
            }
        }
    }

    @Test(
        arguments: [
            (ColorChoice.auto, true, [:], true), (.auto, false, [:], false), (.auto, true, ["NO_COLOR": "1"], false),
            (.auto, true, ["TERM": "dumb"], false), (.always, false, ["NO_COLOR": "1"], true),
            (.never, true, [:], false),
        ] as [(ColorChoice, Bool, [String: String], Bool)])
    func color(_ choice: ColorChoice, isTerminal: Bool, environment: [String: String], expected: Bool) {
        #expect(choice.usesColor(isTerminal: isTerminal) { environment[$0] } == expected)
    }
}
