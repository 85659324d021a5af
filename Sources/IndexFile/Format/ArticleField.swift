/// The columns of the full-text table, in their order.
///
/// FTS5 names a column in each position list unless it is the first, so the body comes first: that saves two bytes
/// for every term of every article, a quarter of the table.
public enum ArticleField: Int, Sendable, CaseIterable {
    case body
    case title
}
