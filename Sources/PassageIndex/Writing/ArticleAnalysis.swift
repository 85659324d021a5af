import Articles
import IndexFile
import TextAnalysis

/// Analyses articles, each in its own language: the one pass over the text that feeds tokens, lengths and passages.
///
/// Not to be shared between threads; make one for each.
final class ArticleAnalysis {
    /// An article's row, and its tokens.
    struct Result {
        var row: ArticleRow
        var tokens: AnalyzedText
    }

    private var analyzers: [Language: Analyzer] = [:]
    private var segmenters: [Language: PassageSegmenter] = [:]
    private let compressor: Compressor
    /// The language of articles that do not name theirs; `nil` to guess it.
    private let assumedLanguage: Language?
    /// Distinct words that each language's analyzer remembers.
    private let knownWords: Int

    init(
        assumedLanguage: Language? = nil, dictionary: CompressionDictionary? = nil,
        knownWords: Int = Analyzer.standardKnownWords
    ) {
        self.assumedLanguage = assumedLanguage
        self.knownWords = knownWords
        compressor = Compressor(dictionary)
    }

    /// Compresses an article's body.
    func compressedBody(_ article: Articles.Article) throws(CompressionError) -> [UInt8] {
        var frame: Swift.Result<[UInt8], CompressionError> = .success([])
        article.body.withUTF8Span { text in
            do throws(CompressionError) {
                frame = .success(try compressor.compressed(text))
            } catch {
                frame = .failure(error)
            }
        }
        return try frame.get()
    }

    /// Makes an article's row.
    ///
    /// - Parameter body: the compressed body.
    /// - Complexity: O(bytes).
    func analyze(_ incoming: IncomingArticle, body: [UInt8]) -> Result {
        let article = incoming.article
        let language = language(of: article)
        let tokens = analyze(title: article.title, body: article.body, in: language)
        let (table, parts) = article.body.withUTF8Span { text in
            (
                PassageTable(tokens.passages, in: text, lines: article.lines, source: article.sourceMap),
                PartTable(
                    TextStructure.parts(of: text, marked: article.parts), tokens.fields[ArticleField.body.rawValue])
            )
        }
        let row = ArticleRow(
            id: incoming.id, path: incoming.path, member: incoming.member, title: article.title,
            author: article.author, source: article.source, url: article.url, published: article.published,
            language: language, hash: incoming.hash, bytes: article.body.utf8.count, passages: table.encoded,
            body: body, fingerprint: fingerprint(tokens, of: article.body), parts: parts.encoded,
            identity: article.identity,
            measures: tokens.measures)
        return Result(row: row, tokens: tokens)
    }

    /// Makes an article's row.
    func analyze(_ incoming: IncomingArticle) throws(CompressionError) -> Result {
        analyze(incoming, body: try compressedBody(incoming.article))
    }

    private func fingerprint(_ tokens: AnalyzedText, of body: String) -> Fingerprint {
        let (stream, terms) = (tokens.fields[ArticleField.body.rawValue], terms(of: tokens.language))
        return body.withUTF8Span { Fingerprint(stream, of: $0, terms: terms) }
    }

    /// The language an article is read in: the one it names, else the assumed one, else a guess, else English.
    private func language(of article: Articles.Article) -> Language {
        if let named = article.language.flatMap(Language.init(named:)) { return named }
        return assumedLanguage ?? LanguageGuess.assumedLanguage(of: article.body)
    }

    /// Bounds the memory held for known words; to be called now and then between articles.
    ///
    /// - Returns: the languages whose words were forgotten: tokens made before are void, and `terms` begins anew.
    @discardableResult
    func trim() -> [Language] {
        // Of the keys themselves, a view into the dictionary would make the analyzers be copied.
        Array(analyzers.keys).filter { analyzers[$0]?.trim() == true }
    }

    /// What the terms of tokens in a language point into.
    func terms(of language: Language) -> [UInt8] { analyzers[language]?.terms ?? [] }

    /// - Complexity: O(bytes). The result is valid until the next `trim`.
    func analyze(title: String?, body: String, in language: Language) -> AnalyzedText {
        var analyzer = analyzers.removeValue(forKey: language) ?? Analyzer(language, knownWords: knownWords)
        defer { analyzers[language] = analyzer }
        let segmenter = segmenters[language] ?? PassageSegmenter(language)
        segmenters[language] = segmenter

        let titleStream = title.map { analyzer.tokens(of: $0) } ?? TokenStream()
        var bodyStream = TokenStream()
        let passages = body.withUTF8Span { text in
            analyzer.analyze(text, into: &bodyStream)
            return segmenter.passages(of: text, bodyStream)
        }
        return AnalyzedText(
            fields: [bodyStream, titleStream], language: language, passages: passages,
            textBytes: (title?.utf8.count ?? 0) + body.utf8.count)
    }
}

/// The tokens of an article's fields, and what follows from them.
struct AnalyzedText {
    /// In the order of `ArticleField`.
    var fields: [TokenStream]
    /// Whose `ArticleAnalysis.terms` the tokens' terms point into.
    var language: Language
    var passages: [Passage]
    /// Bytes of title and body.
    var textBytes: Int

    var measures: ArticleMeasures {
        ArticleMeasures(
            passages: passages.count, positions: fields.map(\.positionCount),
            length: ArticleLength(
                title: fields[ArticleField.title.rawValue].contentCount,
                body: fields[ArticleField.body.rawValue].contentCount
            ).clamped,
            textBytes: textBytes)
    }
}
