import GRDB
import IndexFile

/// The tables and indexes of a file with their columns, to be compared with those that its version has.
///
/// The statements that made them say the same in other words from one version of Lede to the next.
struct SchemaForm: Equatable {
    private var lines: Set<String>

    /// What a file has.
    init(_ database: Database) throws {
        lines = Set(try String.fetchAll(database, sql: Self.query))
    }

    /// What a file of a version has to have.
    ///
    /// - Parameter version: one that `IndexFormat` knows.
    init(version: Int) throws {
        let queue = try DatabaseQueue()
        lines = try queue.inDatabase { database in
            _ = try LedeTokenizer.register(database)
            try Schema.migrate(database, from: 0, to: version)
            return try SchemaForm(database).lines
        }
    }

    /// What is missing and what is too much, a sentence each.
    func differences(from expected: SchemaForm) -> [String] {
        expected.lines.subtracting(lines).sorted().map { "schema: missing: \($0)" }
            + lines.subtracting(expected.lines).sorted().map { "schema: strange: \($0)" }
    }

    // Tables that programs make to tell the planner about the others are nobody's business.
    private static let query = """
        SELECT 'column ' || t.name || '.' || c.name || ' ' || c.type || ' ' || c."notnull" || ' '
          || ifnull(c.dflt_value, '') || ' ' || c.pk
        FROM sqlite_schema AS t, pragma_table_xinfo(t.name) AS c
        WHERE t.type = 'table' AND t.rootpage > 0 AND t.name NOT LIKE 'sqlite_stat%'
        UNION ALL
        SELECT 'index ' || i.name || ' of ' || t.name || ': ' || i."unique" || ' ' || i.partial || ' ' || c.seqno
          || ' ' || ifnull(c.name, '') || ' ' || c.coll || ' ' || c."desc"
        FROM sqlite_schema AS t, pragma_index_list(t.name) AS i, pragma_index_xinfo(i.name) AS c
        WHERE t.type = 'table' AND t.rootpage > 0 AND t.name NOT LIKE 'sqlite_stat%'
        UNION ALL
        SELECT t.type || ' ' || t.name || ' ' || t.sql FROM sqlite_schema AS t
        WHERE t.type <> 'index' AND ifnull(t.rootpage, 0) = 0
        """
}
