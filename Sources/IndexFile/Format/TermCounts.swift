/// In how many articles the frequent terms occur: kept with every change, so that a query that names one does not begin
/// with counting it.
///
/// A term is recorded from the batch on that brings it `leastArticles` at once; what is recorded is exact. Any other
/// term is counted when a query asks.
package enum TermCounts {
    /// Counting fewer takes some ten microseconds.
    package static let leastArticles = 1000

    /// The articles of a term; `nil` when it is not recorded.
    package static func read(_ term: [UInt8], _ statement: ReadStatement) throws -> Int? {
        try term.withUnsafeBufferPointer { bytes in
            statement.bind(bytes, at: 1)
            defer { statement.reset() }
            return try statement.step() ? statement.row.int(0) : nil
        }
    }

    package static let query = "SELECT articles FROM term_count WHERE term = ?"
    /// The schema that brought the table.
    package static let firstVersion = 3
}
