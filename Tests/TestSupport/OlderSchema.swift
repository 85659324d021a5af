/// Takes an index back to an older schema, as an older program would have made it.
public enum OlderSchema {
    /// What each version brought, undone.
    private static let undo: [(version: Int, sql: String)] = [
        (6, "ALTER TABLE article DROP COLUMN checksum; ALTER TABLE file DROP COLUMN checksum"),
        (5, "DROP TABLE article_part; DROP TABLE article_identity; DROP TABLE withdrawal"),
        (4, "ALTER TABLE article DROP COLUMN fingerprint"),
        (3, "DROP TABLE term_count"),
    ]

    /// The statements that make a file of the newest schema one of `version`.
    public static func statements(for version: Int) -> String {
        let steps = undo.filter { $0.version > version }.map(\.sql) + ["PRAGMA user_version = \(version)"]
        return steps.joined(separator: ";\n")
    }
}
