import ArticleModel
import PassageSearch

extension OutputFormat {
    static let paths = OutputFormat(
        name: "paths", summary: "the files with matching articles, best first, each once", isLinewise: true,
        standardLimit: .max, make: .articles(PathsFormatter.init))
}

/// Paths as another command takes them: unchanged in a pipe, safe to look at on a terminal.
struct PathsFormatter: ArticleFormatter {
    private let context: OutputContext
    private var printed: Set<ExactText> = []

    init(_ context: OutputContext) {
        self.context = context
    }

    mutating func append(_ hit: ArticleHit, to output: inout [UInt8]) {
        guard printed.insert(ExactText(hit.article.path)).inserted else { return }
        let path = context.directory.shown(hit.article.path)
        output += context.queryColumn.utf8
        output += context.isTerminal ? Array(VisibleText.of(path).utf8) : PathText.bytes(of: path)
        output += context.terminator.utf8
    }
}
