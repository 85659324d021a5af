/// Parses HTML in one pass that builds no tree.
///
/// libxml2's parser for HTML is not used: it tells neither where a text begins nor resolves the references of HTML 5, and
/// takes quadratic time for a tag with many attributes and for end tags in deep elements (2.9.14).
enum HTMLParser {
    /// Offsets are kept in four bytes.
    static let mostBytes = Int(Int32.max)

    /// A page has less tags and pieces of text, and their memory has to be bounded.
    static let mostEvents = 4_000_000

    /// What is seen in `html`, which is UTF-8, up to so many events.
    ///
    /// - Complexity: O(bytes).
    static func parse(_ html: UnsafeBufferPointer<UInt8>, mostEvents: Int = mostEvents) -> HTMLTape {
        precondition(html.count <= mostBytes)
        guard var tokenizer = HTMLTokenizer(html) else { return HTMLTape() }
        var recorder = HTMLRecorder(html, mostEvents: mostEvents)
        while let token = tokenizer.next(), !recorder.isFull {
            switch token {
            case .text(let range): recorder.text(range)
            case .rawText(let range): recorder.rawText(range)
            case .start(let tag, let name, let isClosed):
                recorder.start(tag, name, tokenizer.attributes, isClosed: isClosed)
            case .end(let tag, let name): recorder.end(tag, name)
            }
        }
        return recorder.finish()
    }
}
