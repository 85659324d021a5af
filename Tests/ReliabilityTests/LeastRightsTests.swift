import Foundation
import GRDB
import TestSupport
import Testing

@testable import IndexFile

/// Nobody gets more rights to an index than its maker gives, nor does what stands in it.
@Suite struct LeastRightsTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
        try directory.write("news/a.txt", "A train left the station.")
    }

    private func mode(_ name: String) throws -> Int {
        let attributes = try FileManager.default.attributesOfItem(atPath: directory.file(name))
        return try #require((attributes[.posixPermissions] as? NSNumber)?.intValue)
    }

    /// The user's umask counts, and 0644 is the most.
    @Test(arguments: [("000", 0o644), ("022", 0o644), ("027", 0o640), ("077", 0o600)])
    func filesHaveTheUsersMode(umask: String, expected: Int) throws {
        let index = directory.file("index.sqlite")
        // The shell keeps its umask for the command that takes its place.
        func start(_ inputs: String, from input: FileHandle = .nullDevice) throws -> CommandProcess {
            let script = "umask \(umask); exec lede-index --quiet --index '\(index)' \(inputs)"
            return try CommandProcess("/bin/sh", ["-c", script], input: input, workingDirectory: directory.path)
        }
        let outcome = try start("news").outcome()
        #expect(outcome.status == 0, "\(outcome.errors)")

        // A run that waits for its input has all its files beside the index.
        let pipe = Pipe()
        let run = try start("-", from: pipe.fileHandleForReading)
        let files = ["index.sqlite-lock", "index.sqlite-wal", "index.sqlite-shm"]
        for _ in 0..<1000 where !files.allSatisfy({ FileManager.default.fileExists(atPath: directory.file($0)) }) {
            usleep(10_000)
        }
        for file in files { #expect(try mode(file) == expected, "\(file)") }
        try pipe.fileHandleForWriting.write(contentsOf: Data("Another train arrived.".utf8))
        try pipe.fileHandleForWriting.close()
        #expect(try run.outcome().status == 0)
        #expect(try mode("index.sqlite") == expected)
    }

    /// What a query's connection refuses, each by a setting of its own.
    @Test func queriesOnlyRead() throws {
        let index = directory.file("index.sqlite")
        #expect(try CommandProcess.run("lede-index", ["--index", index, directory.file("news")]).status == 0)
        let queue = try DatabaseQueue(path: index)
        try queue.inDatabase { try $0.execute(sql: "CREATE VIEW planted AS SELECT 1") }
        try queue.close()
        let before = try Data(contentsOf: URL(fileURLWithPath: index))

        let connection = try IndexReader(path: index).connection
        #expect(try connection.number("PRAGMA query_only") == 1)
        #expect(try connection.number("PRAGMA trusted_schema") == 0)
        // In defensive mode that has no effect: the statement is not even compiled.
        let error = #expect(throws: SQLiteError.self) {
            try connection.execute("PRAGMA writable_schema = ON; UPDATE sqlite_schema SET sql = ''")
        }
        #expect(error?.message.contains("may not be modified") == true, "\(String(describing: error))")
        for refused in [
            "DELETE FROM article", "INSERT INTO article_fts(article_fts) VALUES ('optimize')",
            "UPDATE article_fts_data SET block = x''", "PRAGMA user_version = 1", "CREATE TABLE planted(a)",
            "SELECT * FROM planted",
        ] {
            #expect(throws: SQLiteError.self, "\(refused)") { try connection.execute(refused) }
        }
        // That one does not hold where the file itself is opened for reading only.
        #expect(throws: SQLiteError.self) {
            try connection.execute("PRAGMA query_only = OFF; DELETE FROM article")
        }
        #expect(try Data(contentsOf: URL(fileURLWithPath: index)) == before)
    }
}
