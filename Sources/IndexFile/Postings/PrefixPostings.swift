/// The articles with any term that begins in one of some ways.
///
/// A prefix can stand for a million terms, so their lists are not merged but counted: one pass over the part of the
/// segments where the terms lie adds every occurrence up in a table of articles. Terms at one place, such as a word
/// with and without its accents, count each.
package final class PrefixPostings: Postings {
    private let scans: [PrefixScan]
    private var frequencies: [UInt32] = []
    private var occupied = ArticleSet()

    package private(set) var article = noArticle

    /// - Parameters:
    ///   - scans: of which no two meet the same term.
    ///   - lastArticle: the greatest id there is.
    /// - Complexity: O(bytes of the postings); four bytes of memory for each article of the index.
    init(_ scans: [PrefixScan], lastArticle: UInt32) throws {
        self.scans = scans
        for scan in scans {
            try scan.forEachEntry { row, positions in
                if frequencies.isEmpty { frequencies = Array(repeating: 0, count: Int(lastArticle) + 1) }
                count(row, positions)
            }
        }
        try advance(to: 0)
    }

    private func count(_ row: UInt32, _ positions: PositionList) {
        let sum = TermFrequency(packed: frequencies[Int(row)])
        let more = positions.frequency
        frequencies[Int(row)] = TermFrequency(body: sum.body + more.body, title: sum.title + more.title).packed
        occupied.insert(Int64(row))
    }

    package func advance() throws { try go(to: Int64(article) + 1) }

    package func advance(to target: UInt32) throws {
        if article < target || article == noArticle { try go(to: Int64(target)) }
    }

    private func go(to target: Int64) throws {
        article = occupied.first(from: target).map { UInt32($0) } ?? noArticle
    }

    package var frequency: TermFrequency { TermFrequency(packed: frequencies[Int(article)]) }

    /// One pass over all the terms; `PrefixPlaces` finds the places in many articles with as much.
    package func appendPlaces(to places: inout [Place]) throws {
        try PrefixPlaces(scans, in: [article]).appendPlaces(to: &places)
    }
}

/// Where the terms that begin with given bytes occur in given articles.
package final class PrefixPlaces: Postings {
    private var placesByArticle: [UInt32: [Place]] = [:]
    private let articles: [UInt32]
    private var next = 0

    /// - Complexity: O(bytes of the postings).
    init(_ scans: [PrefixScan], in candidates: [UInt32]) throws {
        var wanted = ArticleSet()
        for candidate in candidates { wanted.insert(Int64(candidate)) }
        var found: [UInt32: [Place]] = [:]
        for scan in scans {
            try scan.forEachEntry { row, positions in
                guard wanted.contains(Int64(row)) else { return }
                positions.forEachPlace { found[row, default: []].append(Place(field: $0, position: $1)) }
            }
        }
        placesByArticle = found.mapValues { $0.sorted() }
        articles = found.keys.sorted()
    }

    package var article: UInt32 { next < articles.count ? articles[next] : noArticle }

    package func advance() { next += 1 }

    package func advance(to target: UInt32) {
        while article < target { next += 1 }
    }

    package var frequency: TermFrequency {
        let places = placesByArticle[article] ?? []
        let title = places.count { $0.field == ArticleField.title.rawValue }
        return TermFrequency(body: places.count - title, title: title)
    }

    package func appendPlaces(to places: inout [Place]) { places += placesByArticle[article] ?? [] }
}

/// All terms with a prefix, in all segments.
struct PrefixScan {
    private let pages: LeafPages
    private let segments: [SegmentStructure.Segment]
    private let prefix: [UInt8]

    /// - Parameter segments: from the newest to the oldest.
    init(_ prefix: [UInt8], _ pages: LeafPages, _ segments: [SegmentStructure.Segment]) {
        self.prefix = prefix
        self.pages = pages
        self.segments = segments
    }

    /// Calls `body` for every article of every term, term by term, and `beginTerm` before that with each reader that is at the
    /// term.
    ///
    /// The segments are gone through side by side. An older index may have articles that were replaced and kept their ids, so
    /// that of each term the newest entry holds; and once a merge is under way, that of one term is in this segment and of
    /// another in that.
    func forEachEntry(
        beginTerm: (SegmentReader) throws -> Void = { _ in }, _ body: (UInt32, PositionList) throws -> Void
    ) throws {
        let key = SegmentReader.key(prefix)
        var readers = try segments.compactMap { segment in
            let reader = SegmentReader(pages, segment)
            let hasTerm = try key.withUnsafeBufferPointer { try reader.seekTerm(notBefore: $0) }
            return hasTerm && reader.currentTerm.starts(with: prefix) ? reader : nil
        }
        var least: [SegmentReader] = []
        while let first = readers.first {
            guard readers.count > 1 else { return try forEachEntry(from: first, beginTerm, body) }
            least.removeAll(keepingCapacity: true)
            for reader in readers {
                let order = least.isEmpty ? 0 : reader.compareTerm(with: least[0])
                if order < 0 { least.removeAll(keepingCapacity: true) }
                if order <= 0 { least.append(reader) }
            }
            for reader in least { try beginTerm(reader) }
            if least.count == 1 {
                try forEachEntry(ofTermIn: least[0], body)
            } else {
                try forEachEntry(in: least, body)
            }
            try readers.removeAll { reader in
                guard least.contains(where: { $0 === reader }) else { return false }
                return try !reader.nextTerm() || !reader.currentTerm.starts(with: prefix)
            }
        }
    }

    /// The terms of the last segment that has any.
    private func forEachEntry(
        from reader: SegmentReader, _ beginTerm: (SegmentReader) throws -> Void,
        _ body: (UInt32, PositionList) throws -> Void
    ) throws {
        repeat {
            try beginTerm(reader)
            try forEachEntry(ofTermIn: reader, body)
        } while try reader.nextTerm() && reader.currentTerm.starts(with: prefix)
    }

    /// A term that no other segment has.
    private func forEachEntry(ofTermIn reader: SegmentReader, _ body: (UInt32, PositionList) throws -> Void) throws {
        while reader.row != SegmentReader.end {
            let positions = reader.positions
            if positions.count > 0 { try body(reader.row, positions) }
            try reader.advance()
        }
    }

    /// A term of several segments.
    private func forEachEntry(
        in readers: [SegmentReader], _ body: (UInt32, PositionList) throws -> Void
    ) throws {
        guard let postings = try TermPostings(readers) else { return }
        while postings.article != noArticle {
            try body(postings.article, postings.positions)
            try postings.advance()
        }
    }
}
