/// Writes the blocks of an article into its body.
struct HTMLArticleText {
    private let tape: HTMLTape
    private let source: UnsafeBufferPointer<UInt8>

    init(_ tape: HTMLTape, _ source: UnsafeBufferPointer<UInt8>) {
        self.tape = tape
        self.source = source
    }

    /// The text of one block, for comparing it.
    func text(of block: HTMLBlocks.Block) -> String {
        var text = MappedText()
        var writer = HTMLWriter(source, at: nil)
        for event in tape.events[block.events] {
            switch event {
            case .text, .spelled: writer.write(event, of: tape, to: &text)
            case .start, .end: text.space()
            }
        }
        return text.finish(UnsafeBufferPointer(start: nil, count: 0)).body
    }

    /// - Parameters:
    ///   - isKept: for each block, whether it is written.
    ///   - origin: the offset of the source in what the body's map leads to.
    func body(
        _ blocks: [HTMLBlocks.Block], _ isKept: [Bool], _ exclusion: HTMLExclusion, at origin: Int
    ) -> MappedText {
        var text = MappedText()
        var writer = HTMLWriter(source, at: origin)
        var exclusion = exclusion
        var roles = HTMLRoles()
        var next = 0
        for (index, event) in tape.events.enumerated() {
            switch event {
            case .start(let tag, let traits):
                exclusion.start(tag, traits)
                writer.write(event, of: tape, to: &text)
                roles.start(tag, traits, &text)
            case .end:
                exclusion.end()
                roles.end(&text)
                writer.write(event, of: tape, to: &text)
            case .text, .spelled:
                while next < blocks.count, blocks[next].events.upperBound <= index { next += 1 }
                guard next < blocks.count else { continue }
                if isKept[next], blocks[next].events.contains(index), !exclusion.isActive {
                    writer.write(event, of: tape, to: &text)
                }
            }
        }
        return text
    }

    /// Parts as they are marked on pages: a class that says “lede” of all that is above the text says nothing.
    static func parts(_ parts: [EditorialPart]) -> [EditorialPart] {
        var hasLede = false
        return parts.filter { part in
            switch part.role {
            case .lede:
                guard !hasLede, part.range.count <= 1000 else { return false }
                hasLede = true
                return true
            case .byline, .dateline: return part.range.count <= 150
            default: return true
            }
        }
    }
}

extension HTMLArticleText {
    /// The first text that is marked as telling who wrote the article; `nil` without one.
    func byline(_ blocks: [HTMLBlocks.Block]) -> String? {
        for block in blocks where block.traits.contains(.byline) && !block.isExcluded {
            if let name = markedName(in: block) { return name }
            if block.words <= 12 { return text(of: block) }
        }
        return nil
    }

    /// The text of the first of the innermost elements of a line that are marked so.
    private func markedName(in block: HTMLBlocks.Block) -> String? {
        var first = block.events.lowerBound
        while first > 0, case .start = tape.events[first - 1] { first -= 1 }
        var name = MappedText()
        var writer = HTMLWriter(source, at: nil)
        var depth = 0
        for event in tape.events[first..<block.events.upperBound] {
            switch event {
            case .start(_, let traits):
                if traits.contains(.byline) {
                    name = MappedText()
                    depth = 1
                } else if depth > 0 {
                    depth += 1
                }
            case .end:
                guard depth > 0 else { continue }
                depth -= 1
                if depth == 0, !name.isEmpty { return name.finish(UnsafeBufferPointer(start: nil, count: 0)).body }
            case .text, .spelled: if depth > 0, name.count < 200 { writer.write(event, of: tape, to: &name) }
            }
        }
        return nil
    }
}
