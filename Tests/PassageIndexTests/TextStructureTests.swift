import ArticleModel
import Testing

@testable import PassageIndex

/// What a text shows of its make-up.
@Suite struct TextStructureTests {
    /// The text of each part that is found, by role.
    private func parts(_ text: String, marked: [EditorialPart] = []) -> [EditorialRole: [String]] {
        let parts = text.withUTF8Span { TextStructure.parts(of: $0, marked: marked) }
        let bytes = Array(text.utf8)
        return Dictionary(grouping: parts, by: \.role).mapValues { parts in
            parts.map { String(decoding: bytes[$0.range], as: UTF8.self) }
        }
    }

    @Test func anAgencyStoryHasBylineDatelineAndLede() {
        let found = parts("By Kari Holm\n\nOSLO, May 3 (Nordnytt) — The ferry sank at noon.\n\nNobody was hurt.")
        #expect(found[.byline] == ["By Kari Holm"])
        #expect(found[.dateline] == ["OSLO, May 3 (Nordnytt) —"])
        #expect(found[.lede] == ["OSLO, May 3 (Nordnytt) — The ferry sank at noon."])
    }

    @Test(arguments: [
        ("BERGEN — The ferry sank.", "BERGEN —"), ("Bergen (Nordnytt) - The ferry sank.", "Bergen (Nordnytt) -"),
        ("NEW YORK – The ferry sank.", "NEW YORK –"), ("ÅLESUND, Norway -- The ferry sank.", "ÅLESUND, Norway --"),
    ])
    func datelines(text: String, dateline: String) { #expect(parts(text)[.dateline] == [dateline]) }

    @Test(arguments: [
        "The ferry – an old one – sank.", "Mr. Holm - he is 62 - saw it.", "A ferry sank.",
        "BERGEN is a town. The ferry — an old one — sank.", "US-led talks ended.",
    ])
    func whatOnlyLooksLikeADateline(text: String) { #expect(parts(text)[.dateline] == nil) }

    @Test(arguments: ["By noon the ferry had sunk.", "By the time it sank, all were off.", "By: an eyewitness:"])
    func whatOnlyLooksLikeAByline(text: String) {
        let found = parts("\(text)\n\nNobody was hurt in the end, said the harbour.")
        #expect(found[.byline] == nil && found[.lede] == [text])
    }

    @Test func whatTheFormatMarksCounts() {
        let text = "The ferry in May.\n\nIt sank.\n\nIt was old."
        let found = parts(text, marked: [EditorialPart(.caption, 0..<17)])
        #expect(found[.lede] == ["It sank."])
        #expect(parts(text, marked: [EditorialPart(.lede, 29..<40)])[.lede] == ["It was old."])
    }

    @Test(arguments: [
        ("He said: “We will raise it.” Then he left.", ["“We will raise it.”"]),
        (
            "He said: \"We will raise it.\" Then: \"Next year, that is.\"",
            ["\"We will raise it.\"", "\"Next year, that is.\""]
        ),
        ("Er sagte: „Wir heben sie bald.“", ["„Wir heben sie bald.“"]),
        ("Il dit: « Nous la lèverons. » Puis il partit.", ["« Nous la lèverons. »"]),
        ("Er sagte: »Wir heben sie bald.«", ["»Wir heben sie bald.«"]),
        ("彼は「来年、その船を引き揚げる」と述べた。", ["「来年、その船を引き揚げる」"]),
        // Not closed in its paragraph, and going on in the next.
        ("“It sank at once.\n\n“Nobody was hurt,” he said.", ["“It sank at once.", "“Nobody was hurt,”"]),
        // A name, an irony, an inch.
        ("The “Kari Holm” sank. Its “captain” left. It was 3\" too wide.", []),
        ("The \"ferry\n\nThen \"it was over.", []),
    ])
    func quotations(text: String, expected: [String]) { #expect(parts(text)[.quotation] ?? [] == expected) }

    @Test func anEmptyTextHasNoParts() { #expect(parts("").isEmpty && parts(" \n\n ").isEmpty) }
}

extension String {
    fileprivate func withUTF8Span<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        let bytes = Array(utf8)
        return body(bytes.span)
    }
}
