/// The articles of one term, over all segments.
///
/// Where several segments have a row, the newest one's entry is what holds (FTS5's rule), and one without positions
/// says that the article was removed.
package final class TermPostings: Postings {
    /// From the newest segment to the oldest; those that are at their end may be among them.
    private let readers: [SegmentReader]
    /// The only reader: nearly always there is but one.
    private let only: SegmentReader?
    @exclusivity(unchecked) private var current: SegmentReader
    /// The least row of the other readers.
    @exclusivity(unchecked) private var bound = SegmentReader.end

    /// Private, as an access from other modules to what is stored is checked at each time.
    @exclusivity(unchecked) private var currentArticle = noArticle
    package var article: UInt32 { currentArticle }

    /// - Parameter readers: from the newest segment to the oldest; each at the first row of the term. `nil` for none.
    init?(_ readers: [SegmentReader]) throws {
        guard let first = readers.first else { return nil }
        self.readers = readers
        only = readers.count == 1 ? first : nil
        current = first
        try settle()
    }

    package func advance() throws {
        if let only {
            try only.advance()
            return try settle(only)
        }
        try current.advance()
        if current.row < bound, !current.positions.isEmpty { currentArticle = current.row } else { try settle() }
    }

    package func advance(to target: UInt32) throws {
        guard currentArticle < target else { return }
        if let only {
            try only.advance(to: target)
            return try settle(only)
        }
        for reader in readers where reader.row < target { try reader.advance(to: target) }
        try settle()
    }

    /// Passes over entries that took back what an older segment, which is merged with this one, had.
    private func settle(_ only: SegmentReader) throws {
        while only.row != SegmentReader.end, only.positions.isEmpty { try only.advance() }
        currentArticle = only.row
    }

    /// Where the term occurs in the article; valid until the list moves.
    var positions: PositionList { current.positions }

    package var frequency: TermFrequency { positions.frequency }

    package func appendPlaces(to places: inout [Place]) {
        positions.forEachPlace { places.append(Place(field: $0, position: $1)) }
    }

    package var placesHint: Int { current.positions.count }

    package func keepPlaces(_ places: inout [Place], followedAt distance: Int) {
        let positions = current.positions
        var kept = 0
        var next = 0
        places.withUnsafeMutableBufferPointer { places in
            positions.forEachPlace { field, position in
                let place = Place(field: field, position: position)
                while next < places.count, places[next].advanced(by: distance) < place { next += 1 }
                if next < places.count, places[next].advanced(by: distance) == place {
                    places[kept] = places[next]
                    kept += 1
                    next += 1
                }
            }
        }
        places.removeLast(places.count - kept)
    }

    package func appendFrequencies(to run: inout FrequencyRun, before limit: UInt32) throws {
        while article < limit {
            // Up to the next row of another segment there is but one to look at.
            try current.forEachPosting(before: min(limit, bound)) { row, positions in
                if !positions.isEmpty { run.append(.init(article: row, frequency: positions.frequency)) }
            }
            try settle()
        }
    }

    package func count(before limit: UInt32) throws -> Int {
        var count = 0
        while article < limit {
            try current.forEachPosting(before: min(limit, bound)) { _, positions in
                if !positions.isEmpty { count += 1 }
            }
            try settle()
        }
        return count
    }

    /// Finds the least row, and passes over what newer segments have taken back.
    private func settle() throws {
        if let only { return try settle(only) }
        while true {
            current = readers[0]
            for reader in readers.dropFirst() where reader.row < current.row { current = reader }
            let row = current.row
            guard row != SegmentReader.end else {
                bound = SegmentReader.end
                currentArticle = noArticle
                return
            }
            bound = SegmentReader.end
            for reader in readers where reader !== current {
                if reader.row == row { try reader.advance() }
                bound = min(bound, reader.row)
            }
            if !current.positions.isEmpty {
                currentArticle = row
                return
            }
            try current.advance()
        }
    }
}

extension PositionList {
    fileprivate var isEmpty: Bool { count == 0 }
}
