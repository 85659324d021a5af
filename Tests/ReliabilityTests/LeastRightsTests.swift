import Foundation
import TestSupport
import Testing

/// Nobody gets more rights to an index than its maker gives.
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
}
