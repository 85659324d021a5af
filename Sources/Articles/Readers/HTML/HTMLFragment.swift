/// Text with marks of HTML inside another format, as feeds and mails have it.
enum HTMLFragment {
    /// Adds the text of a fragment to a body: paragraphs, lines and items of lists each by themselves, headings,
    /// quotations and captions marked as such, without scripts, styles, comments and what is hidden.
    ///
    /// - Parameters:
    ///   - html: UTF-8.
    ///   - source: where it stands, byte for byte, in the source of the body; `nil` when it stands in none.
    /// - Complexity: O(bytes).
    static func append(_ html: UnsafeBufferPointer<UInt8>, at source: Int?, to text: inout MappedText) {
        guard html.count <= HTMLParser.mostBytes else { return }
        let tape = HTMLParser.parse(html)
        var writer = HTMLWriter(html, at: source)
        var hiddenDepth = 0
        var roles = HTMLRoles()
        for event in tape.events {
            switch event {
            case .start(let tag, let traits):
                if hiddenDepth > 0 || traits.contains(.hidden) { hiddenDepth += 1 }
                guard hiddenDepth == 0 else { continue }
                writer.write(event, of: tape, to: &text)
                roles.start(tag, traits, &text)
            case .end:
                guard hiddenDepth == 0 else {
                    hiddenDepth -= 1
                    continue
                }
                roles.end(&text)
                writer.write(event, of: tape, to: &text)
            case .text, .spelled:
                if hiddenDepth == 0 { writer.write(event, of: tape, to: &text) }
            }
        }
    }
}
