import ArticleModel
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// Agencies' articles, which are known by more than the file they come in.
@Suite struct IdentityTests {
    private let directory: TemporaryDirectory
    private let connection: IndexConnection

    init() throws {
        directory = try TemporaryDirectory()
        connection = try IndexConnection(path: directory.file("index.sqlite"), .writing)
    }

    private func insert(_ id: Int64, _ identity: ArticleIdentity) throws {
        try connection.write { try IdentityTable.insert(identity, of: id, $0) }
    }

    private func obsolete() throws -> [Int64] {
        try connection.read { try IdentityTable.obsoleteArticles($0).sorted() }
    }

    @Test func theLatestVersionStays() throws {
        try insert(1, ArticleIdentity(guid: "urn:a", version: 1))
        try insert(2, ArticleIdentity(guid: "urn:a", version: 3))
        try insert(3, ArticleIdentity(guid: "urn:a", version: 2))
        try insert(4, ArticleIdentity(guid: "urn:b", version: 1))
        #expect(try obsolete() == [1, 3])
        try insert(5, ArticleIdentity(guid: "urn:b", version: 1))
        #expect(try obsolete() == [1, 3, 4])
    }

    @Test func whatIsTakenBackGoesUpToTheVersion() throws {
        try insert(1, ArticleIdentity(guid: "urn:a", version: 1))
        try insert(2, ArticleIdentity(guid: "urn:b", version: 2))
        try connection.write { database in
            let file = try FileRecord.id(of: "/wire/kill.xml", database)
            for guid in ["urn:a", "urn:b", "urn:c"] {
                try IdentityTable.withdraw(
                    ArticleIdentity(guid: guid, version: 1, isWithdrawn: true), in: file, database)
            }
        }
        #expect(try obsolete() == [1])
        try connection.write { database in
            try IdentityTable.forgetWithdrawals(in: FileRecord.id(of: "/wire/kill.xml", database), database)
        }
        #expect(try obsolete() == [])
    }
}
