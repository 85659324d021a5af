import Foundation
import Lede

/// A tree of small files and an index of it, gone with the value.
final class ManyFiles: Sendable {
    static let count = 20_000
    private static let perDirectory = 500

    static let shared = ManyFiles()

    private let directory: URL
    private let index = TemporaryIndex()

    private init() {
        directory = FileManager.default.temporaryDirectory.appending(path: "lede-benchmark-\(UUID().uuidString)")
        do {
            for number in 0..<Self.count {
                let folder = directory.appending(path: "\(number / Self.perDirectory)")
                if number % Self.perDirectory == 0 {
                    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
                }
                try Data("Report \(number)\n\nNothing happened at place \(number % 97).\n".utf8)
                    .write(to: folder.appending(path: "\(number).txt"))
            }
            let summary = try refresh()
            precondition(summary.added == Self.count, "not every file was added")
        } catch {
            preconditionFailure("the files cannot be made: \(error)")
        }
    }

    deinit {
        try? FileManager.default.removeItem(at: directory)
    }

    func refresh() throws -> RefreshSummary {
        try IndexWriter(path: index.path).refresh(RefreshOptions(inputs: [.path(directory.path)]))
    }
}
