import ArticleModel
import PassageSearch

extension JSONWriter {
    /// One hit, by version 1 of the schema: members may be added, never renamed.
    mutating func value(_ hit: Hit, _ context: OutputContext) {
        object { json in
            json.member("schema", 1)
            if let query = context.query { json.member("query", query) }
            json.member("rank", hit.rank)
            json.key("score")
            json.value(hit.score, digits: 4)
            json.key("article")
            json.value(hit.article, context.directory)
            json.key("passage")
            json.object { json in
                json.member("index", hit.passage.index)
                json.member("text", hit.passage.text)
                json.member("line", hit.passage.line)
                json.key("bytes")
                json.value(hit.passage.bytes)
                json.key("source_bytes")
                json.value(hit.passage.sourceBytes)
                json.key("score")
                json.value(hit.passage.score, digits: 4)
            }
            json.key("highlights")
            json.array(hit.highlights) { $0.value($1) }
            if context.printsExcerpts {
                json.key("excerpt")
                json.array(hit.excerpt) { $0.value($1) }
            }
            json.key("duplicates")
            json.array(hit.duplicates) { $0.value($1, context.directory) }
        }
    }

    private mutating func value(_ article: Hit.ArticleSummary, _ directory: WorkingDirectory) {
        object { json in
            json.member("id", article.id)
            json.member("key", directory.shown(article.key))
            let path = directory.shown(article.path)
            if PathText.hasStandIns(path) { json.member("path_bytes", Base64.text(of: PathText.bytes(of: path))) }
            json.member("title", article.title)
            json.member("published", article.published?.text)
            json.member("source", article.source)
            json.member("author", article.author)
            json.member("language", article.language)
            json.member("url", article.url)
            json.member("file_hash", article.fileHash)
        }
    }

    /// A range as its bounds; `null` for none.
    package mutating func value(_ range: Range<Int>?) {
        guard let range else { return value(nil as String?) }
        array([range.lowerBound, range.upperBound]) { $0.value($1) }
    }
}
