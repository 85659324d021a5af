import ArticleModel

/// What the attributes of an element say of the text in it.
struct HTMLTraits: OptionSet {
    let rawValue: UInt32

    /// Not shown, or shown to none but programs that read aloud.
    static let hidden = Self(rawValue: 1 << 0)
    /// Navigation, sharing, advertisements, comments and all else that a page has around its article.
    static let boilerplate = Self(rawValue: 1 << 1)
    /// The text of the article, and nothing else.
    static let articleBody = Self(rawValue: 1 << 2)
    /// The article with its headline.
    static let article = Self(rawValue: 1 << 3)
    static let lede = Self(rawValue: 1 << 4)
    static let byline = Self(rawValue: 1 << 5)
    static let dateline = Self(rawValue: 1 << 6)
    static let caption = Self(rawValue: 1 << 7)
    static let heading = Self(rawValue: 1 << 8)
    static let quotation = Self(rawValue: 1 << 9)
    /// When it was published.
    static let timestamp = Self(rawValue: 1 << 10)
    /// The headline of the article.
    static let headline = Self(rawValue: 1 << 11)
    /// Who took a picture.
    static let credit = Self(rawValue: 1 << 12)

    /// Those that an element of so many words cannot have.
    static func tooLarge(_ words: Int) -> Self {
        var traits = Self()
        if words > 40 { traits.formUnion([.byline, .dateline, .timestamp, .credit, .headline, .heading]) }
        if words > 150 { traits.formUnion([.lede, .caption]) }
        return traits
    }

    /// What the parts of an article are called.
    var role: EditorialRole? {
        if contains(.lede) { return .lede }
        if contains(.caption) { return .caption }
        if contains(.dateline) { return .dateline }
        if contains(.byline) { return .byline }
        if contains(.quotation) { return .quotation }
        return contains(.heading) ? .heading : nil
    }
}

extension HTMLTraits {
    /// Reads a `class` or an `id`.
    ///
    /// - Complexity: O(bytes · log words).
    init(className: Slice<UnsafeBufferPointer<UInt8>>) {
        var all = HTMLTraits()
        // Those of one name: what is around an article is often named after it, as `article-share`.
        var name = HTMLTraits()
        var isModified = false
        var previous: UInt64 = 0
        var word: UInt64 = 0
        var count: UInt64 = 0
        var wasSmall = false
        func finishWord() {
            guard count > 0 else { return }
            if Self.modifiers.contains(word) { isModified = true }
            if !isModified {
                name.formUnion(Self.traits(of: word))
                name.formUnion(Self.traits(of: previous, before: word))
            }
            (previous, word, count) = (word, 0, 0)
        }
        func finishName() {
            finishWord()
            if name.contains(.boilerplate) { name.subtract([.article, .articleBody, .lede]) }
            all.formUnion(name)
            (name, isModified, previous) = ([], false, 0)
        }
        for byte in className {
            let isCapital = byte &- 0x41 < 26
            let isSmall = byte &- 0x61 < 26
            // `articleBody` is two words.
            if !isSmall, !isCapital || wasSmall { finishWord() }
            if isCapital || isSmall {
                if count < 8 { word |= UInt64(byte | 0x20) << (56 - 8 * count) }
                count += 1
            } else if byte <= 0x20 {
                finishName()
            }
            wasSmall = isSmall
        }
        finishName()
        self = all
    }

    /// Reads the names of schema.org that `itemprop` has.
    init(itemProperty name: String) {
        switch name.lowercased() {
        case "articlebody", "reviewbody": self = .articleBody
        case "author", "creator": self = .byline
        case "headline": self = .headline
        case "caption": self = .caption
        case "datepublished", "datemodified": self = .timestamp
        case "datelinelocation", "dateline": self = .dateline
        case "comment", "commenttext": self = .boilerplate
        default: self = []
        }
    }

    /// Reads a `role` of WAI-ARIA.
    init(role: String) {
        switch role.lowercased() {
        case "navigation", "banner", "contentinfo", "complementary", "search", "menu", "menubar", "toolbar", "dialog",
            "alertdialog", "alert", "tablist":
            self = .boilerplate
        case "article", "main": self = .article
        case "heading": self = .heading
        default: self = []
        }
    }

    // MARK: - Words of class names

    private static func traits(of word: UInt64) -> HTMLTraits {
        let place = words.partitioningIndex { $0.word >= word }
        return place < words.count && words[place].word == word ? words[place].traits : []
    }

    private static func traits(of first: UInt64, before second: UInt64) -> HTMLTraits {
        guard first != 0, bodies.contains(second) else { return [] }
        return articles.contains(first) ? .articleBody : []
    }

    private static func packed(_ words: String) -> [UInt64] { words.split(separator: " ").map { HTMLWord($0).letters } }

    /// `article-body`, `story__text`, `entry-content`.
    private static let articles = packed("article story entry post news content artikel main text detail page")
    private static let bodies = packed("body content text inhalt contents copy")

    /// What stands behind them in a name is not what the element is: `has-sidebar`, `text-with-summary`.
    private static let modifiers = packed("has with without no not mit ohne")

    /// Words as they stand in class names of news sites and blog systems. Only the first eight letters count, so that
    /// `recommendation` and `recommended` are one.
    private static let words: [(word: UInt64, traits: HTMLTraits)] = {
        let lists: [(String, HTMLTraits)] = [
            (
                """
                ad ads adbox adslot advert advertisement adsense anzeige banner billboard breadcrumb breadcrumbs comment \
                comments disqus consent cookie cookies gdpr copyright disclaimer footer footnav legal menu nav navbar \
                navigation masthead pagination pager paging popup modal overlay promo promotion recirc \
                recirculation recommended related readmore mehr share sharing sharebar shares sidebar signup skip skiplink \
                social sponsor sponsored sponsors subscribe subscription newsletter taboola outbrain tags taglist teaser \
                teasers toolbar topics trending weather widget widgets login rating vote poll mostread popular partner \
                pullquote noprint jumplinks hatnote  navbox toc mostviewed moreon readnext related cta
                """, .boilerplate
            ),
            ("headerlink anchorlink editsection hidden invisible srclose screenreader visuallyhidden", .hidden),
            ("articlebody storybody storytext articletext postbody entrycontent", .articleBody),
            ("article artikel hentry story post", .article),
            ("standfirst lede lead dek deck subhead subheadline excerpt intro summary vorspann abstract", .lede),
            ("byline author autor authors", .byline),
            ("dateline ortsmarke", .dateline),
            ("caption captions cutline bildunterschrift legende", .caption),
            ("crosshead subheading zwischentitel", .heading),
            ("blockquote quote", .quotation),
            ("date time timestamp datetime published updated pubdate datum", .timestamp),
            ("headline", .headline),
            ("credit credits photographer copyright bildquelle", .credit),
        ]
        var table: [UInt64: HTMLTraits] = [:]
        for (words, traits) in lists {
            for word in packed(words) { table[word, default: []].formUnion(traits) }
        }
        return table.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
    }()
}
