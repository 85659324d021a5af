import ArticleModel

/// The elements of HTML that say something of a text; all others count as `other`.
enum HTMLTag: UInt8, CaseIterable {
    case a, abbr, address, article, aside, audio, b, base, blockquote, body, br, button, canvas, caption, center, cite
    case code, dd, del, details, dialog, dir, div, dl, dt, em, fieldset, figcaption, figure, font, footer, form
    case frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe, img, input, ins, label, legend
    case li, link, listing, main, map, math, menu, meta, nav, noframes, noscript, object, ol, optgroup, option, p
    case picture, pre, q, rp, rt, s, script, section, select, small, source, span, strike, strong, style, sub, summary
    case sup, svg, table, tbody, td, template, textarea, tfoot, th, thead, time, title, tr, u, ul, video, wbr, xmp
    /// An element with a hyphen in its name, as page builders invent them.
    case custom
    case other

    /// What an element is to the text around it.
    enum Layout: UInt8 {
        /// Runs on with the text.
        case inline
        /// Begins a line and ends one.
        case line
        /// Begins a paragraph and ends one.
        case paragraph
        /// A cell of a table's row.
        case cell
        /// Nothing in it is text of the page.
        case dropped
    }

    var layout: Layout { Self.layouts[Int(rawValue)] }

    /// 1 to 6 of a heading.
    var headingLevel: Int? {
        switch self {
        case .h1: 1
        case .h2: 2
        case .h3: 3
        case .h4: 4
        case .h5: 5
        case .h6: 6
        default: nil
        }
    }

    /// What its text is in an article.
    var role: EditorialRole? {
        switch self {
        case .h1, .h2, .h3, .h4, .h5, .h6: .heading
        case .blockquote, .q: .quotation
        case .figcaption, .caption: .caption
        default: nil
        }
    }

    private static let layouts: [Layout] = allCases.map { tag in
        switch tag {
        case .audio, .button, .canvas, .dialog, .frameset, .head, .iframe, .input, .map, .math, .noframes, .noscript,
            .object, .optgroup, .option, .rp, .rt, .script, .select, .style, .svg, .template, .textarea, .title, .video:
            .dropped
        case .address, .article, .aside, .blockquote, .body, .caption, .center, .custom, .details, .dir, .div, .dl,
            .fieldset, .figcaption, .figure, .footer, .form, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr,
            .html, .legend, .listing, .main, .menu, .nav, .ol, .p, .pre, .section, .summary, .table, .tbody,
            .tfoot, .thead, .ul, .xmp:
            .paragraph
        case .br, .dd, .dt, .li, .tr: .line
        case .td, .th: .cell
        default: .inline
        }
    }

    /// Whether what stands in it is text up to its end tag, whatever it looks like.
    var isRaw: Bool {
        switch self {
        case .iframe, .noframes, .script, .style, .textarea, .title, .xmp: true
        default: false
        }
    }

    /// Whether it has neither content nor end tag.
    var isVoid: Bool {
        switch self {
        case .base, .br, .hr, .img, .input, .link, .meta, .source, .wbr: true
        default: false
        }
    }

    // MARK: - By name

    /// The tag of a name.
    ///
    /// - Complexity: O(log tags).
    init(_ name: some Sequence<UInt8>) {
        let word = HTMLWord(name)
        let tags = Self.byWord
        let place = tags.partitioningIndex { $0.word >= word.letters }
        if place < tags.count, tags[place].word == word.letters, tags[place].count == word.count {
            self = tags[place].tag
        } else {
            self = word.hasHyphen ? .custom : .other
        }
    }

    private static let byWord: [(word: UInt64, count: Int, tag: Self)] =
        allCases.filter { $0 != .custom && $0 != .other }.map { tag in
            (HTMLWord("\(tag)").letters, "\(tag)".utf8.count, tag)
        }.sorted { $0.0 < $1.0 }
}
