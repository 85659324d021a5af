import GRDB
import IndexFile
import TextAnalysis

/// The tables of an index file, and the ordered steps that lead an older file to them.
enum Schema {
    /// Bytes of a page of the file. In pages of 4 kB every second article would leave half a page empty.
    static let pageSize = 32 << 10

    /// The first step makes a file of the oldest version; each of the others takes a file to the next one: there
    /// is one for each version that `IndexFormat` knows.
    static let migrations: [@Sendable (Database) throws -> Void] = [
        createTables, addTermCounts, addFingerprints, addStructure, addChecksums,
    ]

    /// Brings the file to the newest schema; does nothing where it has it.
    ///
    /// - Parameters:
    ///   - version: the file's; 0 for an empty one.
    ///   - newest: the schema to stop at.
    static func migrate(_ database: Database, from version: Int, to newest: Int = IndexFormat.version) throws {
        guard version < newest else { return }
        let first = version == 0 ? 0 : version - IndexFormat.oldestVersion + 1
        for step in migrations[first...newest - IndexFormat.oldestVersion] { try step(database) }
        try database.execute(sql: "PRAGMA application_id = \(IndexFormat.applicationID)")
        try database.execute(sql: "PRAGMA user_version = \(newest)")
    }

    @Sendable private static func addTermCounts(_ database: Database) throws {
        try database.execute(
            sql: """
                -- In how many articles the frequent terms occur; see TermCounts.
                CREATE TABLE term_count(term BLOB PRIMARY KEY, articles INTEGER NOT NULL) WITHOUT ROWID;
                """)
    }

    @Sendable private static func addFingerprints(_ database: Database) throws {
        try database.execute(
            sql: """
                -- NULL where there is none: of an article without a word, or one that was there before; see
                -- StoredFingerprint.
                ALTER TABLE article ADD COLUMN fingerprint BLOB;
                """)
    }

    @Sendable private static func addStructure(_ database: Database) throws {
        try database.execute(
            sql: """
                -- The parts of articles that have some, and were indexed since there is this table; see PartTable.
                CREATE TABLE article_part(article INTEGER PRIMARY KEY, parts BLOB NOT NULL);

                -- By what agencies know articles, in all their versions.
                CREATE TABLE article_identity(
                  article INTEGER PRIMARY KEY,
                  guid TEXT NOT NULL,
                  version INTEGER NOT NULL);
                CREATE INDEX article_identity_guid ON article_identity(guid);

                -- What agencies took back, and in which file they say so.
                CREATE TABLE withdrawal(
                  file INTEGER NOT NULL REFERENCES file(id),
                  guid TEXT NOT NULL,
                  version INTEGER NOT NULL,       -- and all versions before
                  PRIMARY KEY (file, guid)) WITHOUT ROWID;
                """)
    }

    @Sendable private static func addChecksums(_ database: Database) throws {
        try database.execute(
            sql: """
                -- NULL in rows that were there before; see RowChecksum.
                ALTER TABLE article ADD COLUMN checksum INTEGER;
                ALTER TABLE file ADD COLUMN checksum INTEGER;
                """)
    }

    @Sendable private static func createTables(_ database: Database) throws {
        try database.execute(
            sql: """
                CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

                -- Every run that wrote, with its counts.
                CREATE TABLE batch(
                  id INTEGER PRIMARY KEY,
                  started TEXT NOT NULL,          -- UTC
                  finished TEXT,                  -- NULL while it runs, or when it was cut off
                  added INTEGER NOT NULL DEFAULT 0,
                  updated INTEGER NOT NULL DEFAULT 0,
                  unchanged INTEGER NOT NULL DEFAULT 0,
                  removed INTEGER NOT NULL DEFAULT 0,
                  failed INTEGER NOT NULL DEFAULT 0,
                  text_bytes INTEGER NOT NULL DEFAULT 0);

                -- Every input file that articles came from, as it was when it was read.
                CREATE TABLE file(
                  id INTEGER PRIMARY KEY,
                  path TEXT NOT NULL UNIQUE,      -- absolute; '-' is standard input
                  size INTEGER,                   -- NULL: not known, or not read without failures: look again
                  modified INTEGER,               -- nanoseconds since 1970
                  hash BLOB);                     -- XXH3, 128 bits, of its bytes

                -- An article's key is its file's path and, for a record of a container, '#' and the member.
                CREATE TABLE article(
                  -- Never used again: in the full-text table what is old is told from what is new by its row.
                  id INTEGER PRIMARY KEY AUTOINCREMENT,
                  file INTEGER NOT NULL REFERENCES file(id),
                  member TEXT NOT NULL DEFAULT '',
                  title TEXT,
                  author TEXT,
                  source TEXT,
                  url TEXT,
                  language TEXT NOT NULL,
                  published TEXT,                 -- ISO 8601 in UTC, as exact as it is known
                  hash BLOB NOT NULL,             -- XXH3, 128 bits, of all fields as they were read
                  batch INTEGER NOT NULL REFERENCES batch(id),
                  bytes INTEGER NOT NULL,         -- of the body, uncompressed
                  passages BLOB NOT NULL,         -- see PassageTable
                  body BLOB NOT NULL,             -- zstd
                  UNIQUE(file, member));
                CREATE INDEX article_published ON article(published) WHERE published IS NOT NULL;
                CREATE INDEX article_source ON article(source COLLATE NOCASE) WHERE source IS NOT NULL;
                CREATE INDEX article_language ON article(language);

                -- What zstd frames that name a dictionary were made with; one row or none.
                CREATE TABLE dictionary(bytes BLOB NOT NULL);

                -- The lengths of 4,096 articles a row; see LengthBlocks.
                CREATE TABLE length_block(id INTEGER PRIMARY KEY, lengths BLOB NOT NULL);

                -- Sums over all articles; the one row has id 1.
                CREATE TABLE totals(
                  id INTEGER PRIMARY KEY CHECK (id = 1),
                  articles INTEGER NOT NULL,
                  passages INTEGER NOT NULL,
                  tokens INTEGER NOT NULL,        -- positions of titles and bodies
                  title_length INTEGER NOT NULL,  -- positions that are no stop words
                  body_length INTEGER NOT NULL,
                  text_bytes INTEGER NOT NULL);
                INSERT INTO totals VALUES (1, 0, 0, 0, 0, 0, 0);

                CREATE VIRTUAL TABLE article_fts USING fts5(body, title, content='', tokenize='lede');
                INSERT INTO article_fts(article_fts, rank) VALUES ('hashsize', \(64 << 20));
                """)
        try database.execute(sql: "INSERT INTO meta VALUES ('analyzer', ?)", arguments: [IndexFormat.analyzer])
    }
}
