/// Passages under way: takes the sentences of a text, and groups them paragraph by paragraph.
struct PassageAssembly {
    /// A sentence, or a piece of one that is too long.
    struct Part {
        var passage: Passage
        var words: Int
    }

    private var done: [Passage] = []
    /// Where the passages under the current heading begin in `done`.
    private var sectionStart = 0
    private var current: Part?
    private var isHeadingOnly = false
    /// The paragraph that is being read.
    private var paragraph: [Part] = []
    private var paragraphWords = 0

    mutating func add(_ part: Part, opening: Sentence.Opening) {
        if opening != .sentence { endParagraph() }
        guard opening == .heading else {
            paragraph.append(part)
            paragraphWords += part.words
            return
        }
        if !isHeadingOnly { endSection() }
        append(part)
        isHeadingOnly = true
    }

    mutating func finished() -> [Passage] {
        endParagraph()
        endSection()
        return done
    }

    /// Puts the paragraph behind what is open where there is room for it, else into passages of its own.
    private mutating func endParagraph() {
        guard !paragraph.isEmpty else { return }
        if let current, !isHeadingOnly {
            let fits = current.words + paragraphWords <= PassageSegmenter.maximumWords
            let enough =
                fits ? PassageSegmenter.minimumWords : PassageSegmenter.minimumWordsBeforeParagraph
            if current.words >= enough { endPassage() }
        }
        let total = (current?.words ?? 0) + paragraphWords
        let passages = (total + PassageSegmenter.maximumWords - 1) / PassageSegmenter.maximumWords
        let share = (total + passages - 1) / passages
        for part in paragraph {
            if let open = current, !isHeadingOnly {
                let isFull = open.words + part.words > PassageSegmenter.maximumWords
                // Where the larger part of the sentence would lie beyond the passage's share.
                if isFull || open.words + part.words / 2 >= share { endPassage() }
            }
            append(part)
            isHeadingOnly = false
        }
        paragraph.removeAll(keepingCapacity: true)
        paragraphWords = 0
    }

    private mutating func append(_ part: Part) {
        guard let open = current else {
            current = part
            return
        }
        current = Part(passage: open.passage.joined(with: part.passage), words: open.words + part.words)
    }

    private mutating func endPassage() {
        if let current { done.append(current.passage) }
        current = nil
    }

    private mutating func endSection() {
        if let rest = current, rest.words < PassageSegmenter.minimumWords, done.count > sectionStart {
            let last = done[done.count - 1]
            if last.positions.count + rest.words <= PassageSegmenter.maximumWordsWithRemainder {
                done[done.count - 1] = last.joined(with: rest.passage)
                current = nil
            }
        }
        endPassage()
        sectionStart = done.count
    }
}

extension Passage {
    /// The passage from here to the end of a later one.
    fileprivate func joined(with later: Passage) -> Passage {
        Passage(
            bytes: bytes.lowerBound..<later.bytes.upperBound,
            positions: positions.lowerBound..<later.positions.upperBound)
    }
}
