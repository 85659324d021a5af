import Articles

/// How the contract suite writes a format. A new reader needs an entry here.
struct ReaderSample: Sendable {
    /// Whether a file holds many articles.
    let isContainer: Bool
    /// A file with a text on each line or in each record, of those that are no article by themselves.
    let file: @Sendable ([String]) -> String

    static let all: [String: ReaderSample] = [
        "jsonl": ReaderSample(isContainer: true) { texts in
            texts.map { "{\"text\": \"\($0)\"}\n" }.joined()
        },
        "markdown": ReaderSample(isContainer: false) { texts in
            "---\nauthor: Kim\n---\n" + texts.map { $0 + "\n\n" }.joined()
        },
        "text": ReaderSample(isContainer: false) { texts in
            texts.map { $0 + "\n" }.joined()
        },
    ]
}
