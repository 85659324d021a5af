/// The fields of an article as its page states them, in JSON-LD, in `meta` elements, or in the page itself.
struct HTMLMetadata {
    private(set) var title: String?
    private(set) var published: PublicationDate?
    private(set) var author: String?
    private(set) var source: String?
    private(set) var url: String?
    private(set) var language: String?
    /// The text, where a page has it in JSON-LD.
    private(set) var body: String?

    /// What stands in the page: its headline of the first rank, and who it says wrote it.
    struct Shown {
        var headline: String?
        var byline: String?
    }

    init(_ head: HTMLHead, _ shown: Shown) {
        let linked = HTMLLinkedData(head.linkedData)
        func meta(_ names: String...) -> String? {
            for name in names {
                for meta in head.metas where meta.name == name {
                    if let text = Self.clean(meta.content) { return text }
                }
            }
            return nil
        }
        source =
            meta("og:site_name") ?? Self.clean(linked.publisher)
            ?? meta("dc.publisher", "dcterms.publisher", "citation_journal_title", "application-name", "publisher")
        title = Self.title(
            [
                Self.clean(linked.headline), meta("og:title", "twitter:title", "parsely-title", "dc.title", "headline"),
                Self.clean(head.title),
            ], shown: Self.clean(shown.headline), source)
        let dates: [String?] =
            [
                linked.published,
                meta(
                    "article:published_time", "og:article:published_time", "datepublished", "parsely-pub-date",
                    "sailthru.date", "dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created",
                    "citation_publication_date", "citation_date", "publish-date", "publish_date", "publication_date",
                    "pubdate", "article.published", "cxenseparse:recs:publishtime", "date", "last-modified"),
            ] + head.times.prefix(8).map(Optional.init)
        published = dates.firstResult { $0.flatMap(Self.clean).flatMap { PublicationDate(parsing: $0) } }
        let authors = head.metas.filter { ["author", "article:author", "parsely-author"].contains($0.name) }
            .compactMap { Self.clean($0.content) }.filter { !Self.isAddress($0) }
        author =
            Self.clean(linked.author) ?? Self.joined(authors, named: head.metas)
            ?? meta("dc.creator", "dcterms.creator", "sailthru.author", "byl", "citation_author").map(Self.name)
            ?? shown.byline.flatMap(Self.clean).map(Self.name)
        url = [head.canonical, meta("og:url"), linked.url].lazy.compactMap { $0.flatMap(Self.clean) }.first(
            where: Self.isAddress)
        language =
            head.language.flatMap(Self.clean) ?? Self.clean(linked.language)
            ?? meta("og:locale", "dc.language", "language").map { $0.replacing("_", with: "-") }
        body = linked.body
    }

    // MARK: - Titles

    /// The first title there is, without the outlet's name at its end, which the headline that is shown lacks.
    private static func title(_ stated: [String?], shown: String?, _ source: String?) -> String? {
        let shown = shown.flatMap { $0.count <= 300 ? $0 : nil }
        guard let title = stated.firstResult({ $0 }) else { return shown }
        // Before the headline, too, may stand what the page adds to it.
        if let shown, shown.count * 2 > title.count, shown.count < title.count,
            HTMLPhrases.normalized(title).hasSuffix(" " + HTMLPhrases.normalized(shown))
        {
            return shown
        }
        let parts = split(title)
        guard parts.count > 1 else { return title }
        for other in [shown] + stated {
            guard let other, other.count < title.count else { continue }
            let start = HTMLPhrases.normalized(other)
            if !start.isEmpty, let part = parts.first(where: { HTMLPhrases.normalized($0.title) == start }) {
                return part.title
            }
        }
        if let source {
            let name = HTMLPhrases.normalized(source)
            if let part = parts.first(where: { HTMLPhrases.normalized($0.rest) == name }) { return part.title }
        }
        return title
    }

    /// What could be a title and the outlet's name behind it.
    private static func split(_ title: String) -> [(title: String, rest: String)] {
        var parts = [(title, "")]
        let scalars = title.unicodeScalars
        var last: Unicode.Scalar = " "
        for index in scalars.indices where parts.count < 8 {
            let scalar = scalars[index]
            defer { last = scalar }
            switch scalar {
            case "|", "｜", "_": break
            case "-", "–", "—", ":", "»", "·", "/":
                guard last == " ", let next = scalars.index(index, offsetBy: 1, limitedBy: scalars.endIndex),
                    next < scalars.endIndex, scalars[next] == " " || scalars[next] == ":"
                else { continue }
            default: continue
            }
            let start = title[..<index].unicodeScalars
            let end = start.lastIndex { $0 != " " }.map { start.index(after: $0) } ?? start.startIndex
            parts.append((String(title[..<end]), String(title[scalars.index(after: index)...])))
        }
        return parts
    }

    // MARK: - Names

    private static func joined(_ authors: [String], named metas: [HTMLHead.Meta]) -> String? {
        var names: [String] = []
        for author in authors.prefix(20) {
            let name = name(author)
            if !name.isEmpty, !names.contains(name) { names.append(name) }
        }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    private static let prepositions: Set = [
        "by", "von", "par", "por", "di", "da", "door", "od", "av", "af", "автор", "بقلم", "كتب", "كتبت",
    ]

    /// A name without the word that stands before it in a byline.
    private static func name(_ byline: String) -> String {
        let words = byline.split(separator: " ", maxSplits: 1)
        guard words.count == 2, prepositions.contains(words[0].lowercased().filter { $0 != ":" }) else { return byline }
        return String(words[1])
    }

    private static func isAddress(_ text: String) -> Bool {
        text.hasPrefix("http://") || text.hasPrefix("https://")
    }

    /// A text on one line; `nil` where there is none, or so much that it is no field of an article.
    private static func clean(_ text: String?) -> String? {
        guard let text, text.utf8.count <= 4096 else { return nil }
        var result = String.UnicodeScalarView()
        var isApart = false
        for scalar in text.unicodeScalars {
            let isSpace =
                scalar.isASCII
                ? scalar.value <= 0x20 || scalar.value == 0x7F
                : scalar.properties.isWhitespace || scalar.properties.generalCategory == .control
            guard !isSpace else {
                isApart = !result.isEmpty
                continue
            }
            if isApart { result.append(" ") }
            isApart = false
            result.append(scalar)
        }
        return result.isEmpty ? nil : String(result)
    }
}
