@testable import Articles

/// What reading an input that may be anything came to.
struct FuzzedReading {
    private(set) var articles = 0
    private var failures = 0
    /// The first thing that no reader may do.
    private(set) var problem: String?
    private let bytes: [UInt8]
    private let path: String

    init(_ bytes: [UInt8], reader name: String, isForced: Bool, limit: Int) {
        self.bytes = bytes
        path = "/fuzz/article.\(ReaderRegistry.reader(named: name)?.extensions.first ?? name)"
        let options = ReadingOptions(format: isForced ? name : nil, maximumArticleBytes: limit)
        do {
            let stream = try ByteStream(bytes, of: path)
            try ArticleSource(options).read(stream, ReadingContext(path: path, options: options)) { result in
                switch result {
                case .success(let article):
                    articles += 1
                    problem = problem ?? problem(with: article)
                case .failure(let failure):
                    failures += 1
                    problem = problem ?? problem(with: failure)
                }
            }
        } catch let failure as ArticleFailure {
            failures += 1
            problem = problem ?? problem(with: failure)
        } catch {
            problem = "threw \(error)"
        }
        if articles + failures == 0 { problem = "neither an article nor a failure" }
    }

    /// By their bytes: an accent that an id begins with is one character with the mark before it.
    private func isKey(_ key: String, behind mark: String) -> Bool { key.utf8.starts(with: (path + mark).utf8) }

    private func isMember(_ key: String) -> Bool { isKey(key, behind: "!") }

    private func problem(with failure: ArticleFailure) -> String? {
        if failure.path != path, !isMember(failure.path), !isKey(failure.path, behind: "#") {
            return "a failure of \(failure.path)"
        }
        if !failure.isPresentable { return "a reason that cannot be shown: \(failure.reason.debugDescription)" }
        return failure.line.map { $0 >= 1 } ?? true ? nil : "line \(failure.line ?? 0)"
    }

    private func problem(with article: Article) -> String? {
        let texts = [
            article.key, article.body, article.title, article.author, article.source, article.url, article.language,
        ].compactMap { $0 }
        if texts.contains(where: { $0.utf8.contains(0) }) { return "a NUL" }
        if article.key != path, !isKey(article.key, behind: "#"), !isMember(article.key) {
            return "the key \(article.key)"
        }
        if article.title?.isEmpty == true { return "an empty title" }
        if article.title == nil, article.body.allSatisfy(\.isWhitespace) { return "no text" }
        if article.replacements < 0 { return "\(article.replacements) replacements" }
        for part in article.parts where part.range.isEmpty || part.range.upperBound > article.body.utf8.count {
            return "a part at \(part.range) of \(article.body.utf8.count) bytes"
        }
        return problem(with: article.lines) ?? article.sourceMap.flatMap { problem(with: $0, of: article) }
    }

    private func problem(with lines: LineMapping) -> String? {
        switch lines {
        case .counted(let line), .fixed(let line): line >= 1 ? nil : "line \(line)"
        case .listed(let lines): lines.allSatisfy { $0 >= 1 } ? nil : "lines \(lines)"
        }
    }

    private func problem(with map: SourceMap, of article: Article) -> String? {
        var body = 0
        var source = 0
        for run in map.runs {
            if run.body.lowerBound < body || run.source.lowerBound < source { return "a source map out of order" }
            body = run.body.upperBound
            source = run.source.upperBound
        }
        if body > article.body.utf8.count { return "a source map beyond the body" }
        // The source of a member is not at hand here.
        guard !isMember(article.key) else { return nil }
        return source <= plainCount ? nil : "a source map beyond the file"
    }

    /// Bytes of the input, decompressed.
    private var plainCount: Int {
        var plain: [UInt8] = []
        guard let stream = try? ByteStream(bytes, of: path) else { return 0 }
        _ = try? stream.readAll(into: &plain, limit: .max)
        return plain.count
    }
}
