import TestSupport
import Testing

@testable import Articles

/// Text with marks of HTML in another format.
@Suite struct HTMLFragmentTests {
    private func result(_ html: String, at source: Int? = 0) -> MappedText.Result {
        var html = html
        return html.withUTF8 { bytes in
            var text = MappedText()
            HTMLFragment.append(bytes, at: source, to: &text)
            return text.finish(bytes)
        }
    }

    @Test(
        arguments: [
            ("It sank.", "It sank."),
            ("<p>It sank.<p>Nobody was hurt.", "It sank.\n\nNobody was hurt."),
            ("<p>It  <b>sank</b>\n.</p>\n\n<p> </p>", "It sank ."),
            ("It <i>s</i>ank<br>at<br/>noon<br><br>today", "It sank\nat\nnoon\ntoday"),
            ("<ul><li>One</li><li>Two</li></ul>Three", "One\nTwo\n\nThree"),
            ("<div>One<div>Two</div>Three</div>", "One\n\nTwo\n\nThree"),
            ("<table><tr><th>A<td>B</tr><tr><td>C<td>D</table>", "A B\nC D"),
            ("a<script>var x = '<p>';</script>b<style>p{}</style>c<!-- d -->e", "abce"),
            ("a<script>never closed", "a"),
            ("a<!-- never closed", "a"),
            ("A &amp; B &lt; C &eacute; &#233; &#xE9; &nbsp; D", "A & B < C é é é D"),
            (
                "A &amp B &copy 2023 &bogus; &bogus & &eacutex &#150; &#8211 x",
                "A & B © 2023 &bogus; &bogus & éx – – x"
            ),
            ("AT&T;&T &#0;x", "AT&T;&T \u{FFFD}x"),
            ("<pre>one\n  two\n\nthree</pre>four\nfive", "one\ntwo\nthree\n\nfour five"),
            ("a<span hidden>b</span>c<div style='display: none'>d<p>e</p></div>f", "acf"),
            ("<p>&nbsp;</p><p>\u{A0}a\u{A0}\u{A0}b", "a b"),
            ("a < b <3 <", "a < b <3 <"),
            ("</p></div>a</b>", "a"),
            ("<a href='x\">a</a>b", ""),
            ("<ul><li>a<ul><li>b</ul>c<li>d</ul><dl><dt>e<dd>f</dl>", "a\n\nb\n\nc\nd\n\ne\nf"),
            ("<b>a<div>b</b>c</div>d<span><p>e</span>f", "a\n\nbc\n\nd\n\nef"),
            ("<table><td><div>a</td></div><td>b</table></div>c", "a\n\nb\n\nc"),
            ("<head><title>no</title><p>a", "a"), ("<head>a<p>b", "a\n\nb"),
            ("<unknown>a</unknown><my-tag>b</my-tag>c", "a\n\nb\n\nc"),
            ("", ""), ("<p>", ""), ("<", "<"), ("&", "&"), ("&#", "&#"), ("&notin; &NotEqualTilde; &zwj", "∉ ≂̸ &zwj"),
            ("a<![CDATA[<b>]]>c", "a<b>c"),
            ("\u{0}a<p \u{0}x>b\u{0}", "\u{FFFD}a\n\nb\u{FFFD}"),
        ])
    func becomesText(html: String, text: String) {
        #expect(result(html).body == text)
    }

    @Test func partsAreMarked() {
        let result = result(
            "<h2>The ferry</h2><p>He said <q>gone</q>.</p><blockquote><p>One.</p><p>Two.</p></blockquote>"
                + "<figure><img src=a alt='no'><figcaption>At sea</figcaption></figure>")
        #expect(result.body == "The ferry\n\nHe said gone.\n\nOne.\n\nTwo.\n\nAt sea")
        #expect(
            result.parts == [
                EditorialPart(.heading, 0..<9), EditorialPart(.quotation, 19..<23),
                EditorialPart(.quotation, 26..<36), EditorialPart(.caption, 38..<44),
            ])
    }

    private static let mapped = [
        "<p>It  sank &amp;\nstayed.</p>\n\n<p>“Gone,” he said.</p>",
        "&eacute;t&eacute; <b>a</b>b&#x63;d &amp e &bogus; f",
        "<p>" + String(repeating: "wörds and more ", count: 300) + "<p>" + String(repeating: "語", count: 900) + "x",
        String(repeating: "xx", count: 3000) + "<p>y", "a\u{1}b c\u{2}d <p>e", "once a&#150;b&nbsp;c\u{A0}d more",
        "é<br>ü<br>\r\nß",
    ]

    /// Every word stands where the map says it does, and words in their order.
    @Test(arguments: mapped, [0, 1000])
    func wordsLeadBackToTheSource(html: String, offset: Int) throws {
        let source = [UInt8](repeating: 0x20, count: offset) + html.utf8
        let result = Array(html.utf8).withUnsafeBufferPointer { bytes in
            var text = MappedText()
            HTMLFragment.append(bytes, at: offset, to: &text)
            return source.withUnsafeBufferPointer { text.finish($0) }
        }
        let map = try #require(result.map)
        var verbatim = 0
        for run in map.runs {
            try #require(run.source.lowerBound >= offset && run.source.upperBound <= source.count)
            guard run.body.count == run.source.count else { continue }
            // A space of the body is a line end there.
            let there = source[run.source].map { $0 == 0x0A ? 0x20 : $0 }
            try #require(Array(Array(result.body.utf8)[run.body]) == there)
            verbatim += run.body.count
        }
        for (run, next) in zip(map.runs, map.runs.dropFirst()) {
            try #require(run.body.upperBound <= next.body.lowerBound)
            try #require(run.source.upperBound <= next.source.lowerBound)
        }
        let isDamaged = html.contains("\u{1}")
        #expect(isDamaged || Double(verbatim) > 0.4 * Double(result.body.utf8.count))
    }

    @Test func aFragmentThatStandsNowhereIsNotMapped() {
        #expect(result("<p>It sank.", at: nil).map == nil)
    }
}
