import PassageSearch
import TextAnalysis

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What `--more-like` names: an article of the index by its key, else a file of text, or `-` for standard input.
enum ExampleArticle {
    /// As long as articles can be.
    private static let mostBytes = 64 << 20

    /// - Throws: `UsageError` when it is neither, `IndexError`.
    static func find(_ name: String, in searcher: Searcher, language: Language?) throws -> Example {
        if name != "-" {
            switch try searcher.example(key: WorkingDirectory.current().stored(key: name)) {
            case .article(var example):
                example.language = language ?? example.language
                return example
            case .articles(let count):
                let articles = Quantity.count(count, "article")
                throw UsageError("\(name): the file has \(articles); name one by its key, such as \(name)#ID")
            case nil: break
            }
        }
        return Example(body: try text(of: name), language: language)
    }

    private static func text(of path: String) throws(UsageError) -> String {
        let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            let reason = errno == ENOENT ? "neither an article of the index nor a file" : systemReason(errno)
            throw UsageError("\(path): \(reason); give an article's key, as lede-query prints it, or a file of text")
        }
        defer { if descriptor != STDIN_FILENO { close(descriptor) } }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw UsageError("\(path): \(systemReason(errno)); give a file of text") }
            if count == 0 { break }
            bytes += chunk[..<count]
            guard bytes.count <= mostBytes else {
                throw UsageError("\(path): longer than 64 MB, which no article is; give a shorter text")
            }
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw UsageError("\(path): not a text in UTF-8; index it, and give its key")
        }
        return text
    }
}
