import PassageSearch

/// Carries out what the options say, and prints it.
struct QueryRun {
    private let options: QueryOptions
    private let searcher: Searcher
    private let program: Program
    private let output = OutputChannel.standardOutput()
    private let isTerminal = Terminal.isTerminal(.output)

    init(_ options: QueryOptions, _ searcher: Searcher, _ program: Program) {
        self.options = options
        self.searcher = searcher
        self.program = program
    }

    /// - Throws: `IndexError` of the search, `OutputError` of the printing.
    func status() throws -> ExitStatus {
        if let excess = options.request.excess { program.complain(excess) }
        let found =
            switch options.output {
            case .count: try printCount()
            case .hits(let format): try printHits(format ?? standardFormat)
            }
        try output.flush()
        return found ? .success : .negative
    }

    private var standardFormat: OutputFormat {
        .standard(isTerminal: isTerminal, endsWithNul: options.endsWithNul)
    }

    private func printCount() throws -> Bool {
        let count = try searcher.count(options.request)
        try explainWithoutPassages(found: count > 0)
        try output.write("\(count)" + context.terminator)
        return count > 0
    }

    private func printHits(_ format: OutputFormat) throws -> Bool {
        switch format.make {
        case .passages(let make): try printPassages(make(context), excerptLength: format.excerptLength?(context))
        case .articles(let make): try printArticles(make(context))
        }
    }

    private func printPassages(_ formatter: any PassageFormatter, excerptLength: Int?) throws -> Bool {
        var formatter = formatter
        var request = options.request
        if !options.choosesExcerpts { request.excerptLength = excerptLength }
        let results = try searcher.search(request)
        try explain(results, found: !results.hits.isEmpty)
        try print { formatter.begin(&$0) }
        for hit in results.hits { try print { formatter.append(hit, to: &$0) } }
        try print { formatter.end(&$0) }
        return !results.hits.isEmpty
    }

    private func printArticles(_ formatter: any ArticleFormatter) throws -> Bool {
        var formatter = formatter
        let articles = try searcher.articles(options.request)
        try explainWithoutPassages(found: !articles.isEmpty)
        for article in articles {
            var line: [UInt8] = []
            formatter.append(article, to: &line)
            try output.write(line)
        }
        return !articles.isEmpty
    }

    private func print(_ append: (inout String) -> Void) throws(OutputError) {
        var text = ""
        append(&text)
        try output.write(text)
    }

    private var context: OutputContext { .standard(options) }

    // MARK: - Explaining

    /// Only a search that looks for passages explains itself; it is made again for one article.
    private func explainWithoutPassages(found: Bool) throws {
        guard options.explains || !found else { return }
        var request = options.request
        request.limit = 1
        try explain(searcher.search(request), found: found)
    }

    private func explain(_ results: SearchResults, found: Bool) throws {
        if options.explains {
            // A search does not look at all that matches.
            StandardError.write(
                ExplanationReport.text(
                    query: options.request.query, results.explanation,
                    matchingArticles: try searcher.count(options.request)))
        }
        if !found, results.explanation.terms.isEmpty {
            program.complain("nothing to look for: the query holds no word to find")
        }
    }
}
