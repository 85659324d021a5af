import Articles
import Foundation
import TestSupport
import Testing

/// Files of many megabytes are read in pieces: an article is handed over when little more than it was read.
@Suite struct StreamingTests {
    private static let paragraph = String(
        repeating: String(repeating: "The ferry sank off the coast. ", count: 33) + "\n", count: 100)
    private static let files = 540

    /// Writes a file of more than 50 MB; returns its size.
    private func write(_ path: String, _ piece: (Int) -> String) throws -> Int {
        try Data().write(to: URL(fileURLWithPath: path))
        let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
        for number in 0..<Self.files { try file.write(contentsOf: Data(piece(number).utf8)) }
        let size = try file.offset()
        try file.close()
        return Int(size)
    }

    private func read(_ path: String, size: Int, most: Int) throws {
        #expect(size > 50_000_000)
        var count = 0
        var consumed = 0
        func receive(_ result: Result<Article, ArticleFailure>) throws {
            let article = try result.get()
            // Nothing behind the record but a block of libarchive's.
            #expect(consumed <= (count + 1) * (size / Self.files + 100) + most, "article \(count)")
            #expect(article.body.utf8.count >= Self.paragraph.utf8.count - 1)
            count += 1
        }
        try ArticleSource().read(.path(path), onProgress: { consumed = $0 }, receive)
        #expect(count == Self.files)
    }

    @Test func aMailboxIsReadInPieces() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("a.mbox")
        let size = try write(path) { number in
            """
            From desk@example.org Tue Sep 12 08:30:00 2023
            Subject: Ferry \(number)
            Message-ID: <\(number)@example.org>

            \(Self.paragraph)

            """
        }
        try read(path, size: size, most: 2 << 18)
    }

    @Test func aWebArchiveIsReadInPieces() throws {
        let directory = try TemporaryDirectory()
        let path = directory.file("a.warc")
        let size = try write(path) { number in
            WARCFixture.response(Self.paragraph, type: "text/plain", target: "https://example.org/\(number)")
        }
        try read(path, size: size, most: 2 << 18)
    }
}
