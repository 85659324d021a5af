import PassageSearch
import TextAnalysis

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
        let input = try input(path)
        var bytes: [UInt8] = []
        do throws(ByteInput.Failure) {
            while try input.read(into: &bytes), bytes.count <= mostBytes {}
        } catch {
            throw UsageError("\(path): \(error.reason); give a file of text")
        }
        guard bytes.count <= mostBytes else {
            throw UsageError("\(path): longer than 64 MB, which no article is; give a shorter text")
        }
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw UsageError("\(path): not a text in UTF-8; index it, and give its key")
        }
        return text
    }

    private static func input(_ path: String) throws(UsageError) -> ByteInput {
        do throws(ByteInput.Failure) {
            return try ByteInput(path: path)
        } catch {
            let reason = error.isMissing ? "neither an article of the index nor a file" : error.reason
            throw UsageError("\(path): \(reason); give an article's key, as lede-query prints it, or a file of text")
        }
    }
}
