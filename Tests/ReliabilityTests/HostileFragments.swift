import TestSupport

/// Pieces of text that do harm where they are passed on as they are: to a terminal, a browser, a table or a parser.
enum HostileFragments {
    /// Some of the pieces, with words between them.
    static func text(_ count: ClosedRange<Int>, _ generator: inout SplitMix64) -> String {
        var text = ""
        for _ in 0..<Int.random(in: count, using: &generator) {
            text += all.randomElement(using: &generator) ?? ""
            if Bool.random(using: &generator) { text += words.randomElement(using: &generator) ?? "" }
        }
        return text
    }

    private static let words = [" train ", "station", " left, ", "東京", "\n", "\n\n", ". "]

    static let all = terminal + direction + markup + tables + unicode

    /// Colours, the cursor, the title, links, the clipboard; C1 controls, of which CSI, OSC and DCS are.
    private static let terminal = [
        "\u{1B}[31m", "\u{1B}[2J\u{1B}[H", "\u{1B}]0;title\u{7}",
        "\u{1B}]8;;https://example.org\u{1B}\\link\u{1B}]8;;\u{1B}\\",
        "\u{1B}]52;c;cm0gLXJm\u{7}", "\u{1B}P+q544e\u{1B}\\", "\u{1B}[6n", "\u{1B}c", "\u{9B}31m", "\u{9D}0;x\u{9C}",
        "\u{90}q\u{9C}",
        "\u{8}\u{8}\u{8}", "\r overwritten", "\u{B}", "\u{C}", "\u{E}", "\u{F}", "\u{7F}", "\u{0}", "\u{0}\u{0}",
        "\u{85}",
    ]

    private static let direction = [
        "\u{202E}gpj.exe", "\u{202A}", "\u{202B}", "\u{202D}", "\u{202C}", "\u{2066}", "\u{2067}", "\u{2068}",
        "\u{2069}", "\u{200E}",
        "\u{200F}", "\u{61C}",
    ]

    private static let markup = [
        "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<!--", "-->", "]]>", "<![CDATA[", "&lt;",
        "&#27;[31m", "&amp;amp;",
        "</body>", "javascript:alert(1)", "\"><svg onload=alert(1)>", "{{7*7}}", "${x}", "`id`", "$(id)",
    ]

    private static let tables = [
        "=1+1", "=HYPERLINK(\"http://example.org\")", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\t", "\t\t", "\"", "\"\"",
        "\",\"", "'",
        ",", ";", "|", "\\", "\\n", "\\u0000", "%00", "%0A", "\r\n", "\r", "\u{2028}", "\u{2029}",
    ]

    private static let unicode = [
        "a\u{301}\u{323}\u{345}\u{316}", "a" + String(repeating: "\u{301}", count: 500), "\u{301}", "\u{200B}",
        "\u{200D}", "\u{2060}", "\u{FEFF}",
        "\u{FFFD}", "\u{FFFE}", "\u{FFFF}", "\u{E000}", "\u{10FFFF}", "\u{10FE80}", "\u{E0001}\u{E0020}\u{E007F}",
        "👩\u{200D}👩\u{200D}👧",
        String(repeating: "👩\u{200D}", count: 300), "\u{1F1E6}", "\u{D7FF}\u{E000}", "\u{FFF9}x\u{FFFA}y\u{FFFB}",
        "\u{34F}", "\u{AD}", "ﷺ",
        String(repeating: "x", count: 3000), String(repeating: "東", count: 2000),
    ]
}
