import PassageSearch

/// A passage as formats for readers print it: its excerpt, with an ellipsis where something is left out.
struct ShownPassage {
    private(set) var text = ""
    /// Byte ranges of `text`: ascending, apart, on character boundaries.
    private(set) var highlights: [Range<Int>] = []

    init(_ hit: Hit) {
        let bytes = hit.passage.text.utf8.count
        if hit.excerpt == [0..<bytes] || hit.excerpt.isEmpty {
            text = hit.passage.text
            highlights = hit.highlights
            return
        }
        let passage = Array(hit.passage.text.utf8)
        for (number, range) in hit.excerpt.enumerated() {
            if number > 0 { text += " … " } else if range.lowerBound > 0 { text += "… " }
            let shift = text.utf8.count - range.lowerBound
            text += String(decoding: passage[range], as: UTF8.self)
            for highlight in hit.highlights where highlight.overlaps(range) {
                let shown = highlight.clamped(to: range)
                highlights.append(shown.lowerBound + shift..<shown.upperBound + shift)
            }
        }
        if hit.excerpt[hit.excerpt.count - 1].upperBound < bytes { text += " …" }
    }
}
