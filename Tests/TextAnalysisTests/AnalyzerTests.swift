import Testing

@testable import TextAnalysis

/// What the analyzer makes of the spellings that news articles clash in. A token is written as its term; those at one
/// place stand together with `|` between them.
@Suite struct AnalyzerTests {
    static func terms(_ text: String, _ language: Language = .english, for purpose: Analyzer.Purpose = .text) -> String
    {
        var analyzer = Analyzer(language, for: purpose)
        let stream = analyzer.tokens(of: text)
        var line = ""
        var last: UInt32?
        for token in stream.tokens {
            if let last { line += token.position == last ? "|" : " " }
            line += String(decoding: analyzer.term(of: token), as: UTF8.self)
            last = token.position
        }
        return line
    }

    @Test(arguments: [
        // Hyphens: the parts, and at the first one's place all of them joined.
        ("Kim Jong-un", "kim jong|jongun un"),
        ("Kim Jong Un", "kim jong un"),
        ("Kim Jong\u{2010}un", "kim jong|jongun un"),
        ("Jeon Ha-kyou", "jeon ha|hakyou kyou"),
        ("Cho Sun-hui", "cho sun|sunhui hui"),
        ("state-of-the-art", "state|stateoftheart of the art"),
        ("a -- b", "a b"),
        ("trade-", "trade"),
        ("with COVID-19", "with covid|COVID|covid19 19"),
        ("one-on-one", "one|oneonon on one"),
        ("by AT&T", "by at|AT|att t"),
        // Apostrophes: one sign, no possessives.
        ("Kim's", "kim"),
        ("Kim\u{2019}s", "kim"),
        ("Kim\u{2018}s", "kim"),
        ("don't", "dont"),
        ("O\u{2019}Brien's", "obrien"),
        ("the workers' party", "the worker parti"),
        ("'quoted'", "quot"),
        // Acronyms: dots joined, capitals kept beside the folded word.
        ("U.S. troops", "us|US troop"),
        ("US troops", "us|US troop"),
        ("The U.S", "the us|US"),
        ("U.S.\u{2019}s", "us|US s"),
        ("WHO says who", "who|WHO say who"),
        ("U.N.-backed talks", "un|UN|unback back talk"),
        ("at 5 a.m. today", "at 5 am today"),
        ("J. Smith", "j smith"),
        // In a line of capitals they mean nothing.
        ("US TROOPS LEAVE", "us troop leav"),
        ("US TROOPS LEAVE\nThe US said so", "us troop leav the us|US said so"),
        // Numbers.
        ("6,500 kilometers", "6500 kilomet"),
        ("6\u{A0}500 kilometres", "6500 kilomet"),
        ("1,234,567.89", "1234567.89"),
        ("3.5 percent", "3.5 percent"),
        ("10,20", "10 20"),
        ("1,2345", "1 2345"),
        ("425 miles (680 kilometers)", "425 mile 680 kilomet"),
        ("September 10-13", "septemb 10 13"),
        ("12.09.2023", "12 09 2023"),
        ("2023-09-12", "2023 09 12"),
        ("10:30", "10 30"),
        ("$1.13bn", "1.13bn"),
        ("the 1990s", "the 1990s"),
        ("a 10-year-old", "a 10|10yearold year old"),
        ("in 2019, 100 people", "in 2019 100 peopl"),
        // British and American.
        ("armoured", "armor"), ("armored", "armor"),
        ("travelling", "travel"), ("traveling", "travel"),
        ("Defence Ministry", "defens ministri"), ("Defense Ministry", "defens ministri"),
        ("organisations", "organ"), ("organizations", "organ"),
        // Folding.
        ("Café naïve Zürich", "cafe naiv zurich"),
        ("ﬁnance ＡＢＣ１２", "financ abc12"),
        ("Straße", "strass"),
        ("Łódź Ærø Søren", "lodz aero soren"),
        ("infor\u{AD}mation", "inform"),
        // Scripts without spaces.
        ("東京都", "東京|東 京都|京 都"),
        ("핵", "핵"),
        ("5G手机", "5g 手机|手 机"),
        ("ｶﾞｽ", "ガス|ガ ス"),
        ("日本。中国", "日本|日 本 中国|中 国"),
        // Nothing to find.
        ("", ""), ("  \n\t ", ""), ("--- *** …", ""), ("\u{301}", ""),
    ])
    func english(_ text: String, _ expected: String) {
        #expect(Self.terms(text) == expected)
    }

    @Test(arguments: [
        ("de", "6.500 Kilometer und 3,5 Prozent", "6500 kilomet und 3.5 prozent"),
        ("de", "Häuser", "haus"),
        ("fr", "l\u{2019}homme d'affaires", "homm affair"),
        ("fr", "aujourd'hui", "aujourdhui"),
        ("es", "economía", "econom|economi"),
        ("es", "economia", "economi"),
        ("ru", "ещё поезда", "ещ поезд"),
        ("ru", "NATO leaders", "nato|NATO leader"),
        ("ko", "북한군 train's", "북한|북 한군|한 군 train"),
    ])
    func otherLanguages(_ code: String, _ text: String, _ expected: String) throws {
        #expect(Self.terms(text, try #require(Language(named: code))) == expected)
    }

    @Test(arguments: [
        ("US", "us|US"), ("who", "who"), ("WHO", "who|WHO"), ("US INTELLIGENCE", "us intellig"),
        ("NATO EU", "nato|NATO eu|EU"),
    ])
    func capitalsInQueries(_ text: String, _ expected: String) {
        #expect(Self.terms(text, for: .query) == expected)
    }

    @Test func tokensPointAtWhatIsWritten() {
        let text = "The U.S.\u{2019} Kim Jong-un’s 6,500 cafés"
        var analyzer = Analyzer(.english)
        let written = analyzer.tokens(of: text).tokens.map {
            String(decoding: Array(text.utf8)[$0.range], as: UTF8.self)
        }
        #expect(written == ["The", "U.S.", "U.S.", "Kim", "Jong", "Jong-un’s", "un’s", "6,500", "cafés"])
    }

    @Test func stopWordsDoNotCountAsLength() {
        var analyzer = Analyzer(.english)
        let stream = analyzer.tokens(of: "the train of the ministry")
        #expect(stream.positionCount == 5)
        #expect(stream.contentCount == 2)
    }

    @Test func longWordsAreCutOnACharacterBoundary() {
        let text = String(repeating: "ж", count: 500)
        var analyzer = Analyzer(.english)
        let stream = analyzer.tokens(of: text)
        #expect(stream.tokens.count == 1)
        let term = Array(analyzer.term(of: stream.tokens[0]))
        #expect(term.count <= WordNormalizer.maximumTermBytes)
        #expect(String(validating: term, as: UTF8.self) != nil)
    }

    /// More words than the analyzer remembers give the same terms.
    @Test func forgettingWordsChangesNothing() {
        var analyzer = Analyzer(.english, knownWords: 1000)
        for first in stride(from: 0, to: 20_000, by: 500) {
            let words = (first..<first + 500).map { "train\($0 / 7)" }
            let stream = analyzer.tokens(of: words.joined(separator: " "))
            let terms = stream.tokens.map { String(decoding: analyzer.term(of: $0), as: UTF8.self) }
            #expect(terms == words)
            analyzer.trim()
        }
    }
}
