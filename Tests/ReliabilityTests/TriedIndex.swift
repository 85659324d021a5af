import Foundation
import TestSupport

/// An index after a run that may have been cut off, and what has to be true of it.
struct TriedIndex {
    let path: String
    let expectation: Expectation

    /// The files that stand in the index's directory, but for itself.
    func filesBeside() throws -> [String] {
        let url = URL(fileURLWithPath: path)
        return try FileManager.default.contentsOfDirectory(atPath: url.deletingLastPathComponent().path)
            .filter { $0 != url.lastPathComponent }.sorted()
    }

    /// Checks that the index is sound and in a state between two changes of the run, and answers from that.
    ///
    /// - Parameter queriesFirst: whether `lede-query` is the first to open it after the fault.
    /// - Returns: how many of the run's changes were made.
    /// - Throws: `Loss`.
    @discardableResult
    func changesMade(queriesFirst: Bool = false) throws -> Int {
        let early = queriesFirst ? try answers() : nil
        let check = try CommandProcess.run("lede-index", ["check", "--index", path])
        // Before its first commit an index is a missing or an empty file; the commands say so.
        if expectation.before.isEmpty, check.status == 2,
            check.errors.contains("no such index") || check.errors.contains("the index is empty")
        {
            guard early?.isEmpty ?? true else { throw Loss("an empty index answers") }
            return 0
        }
        guard check.status == 0, check.text.contains(": sound;") else {
            throw Loss("check: \(check.status): \(check.text)\(check.errors)")
        }
        let news = try IndexedNews(path: path, after: expectation.lastBatch)
        let made = try expectation.changesMade(in: news.articles)
        guard news.countedChanges == made else {
            throw Loss("\(made) changes made, \(news.countedChanges) counted in the batches")
        }
        let expected = expectedAnswers(news)
        // After the check has put the file in order the answers are the same.
        for answers in [early, try answers()].compactMap({ $0 }) where answers != expected {
            let wrong = expectation.words.filter { answers[$0] != expected[$0] }
            throw Loss("wrong answers to \(wrong) after \(made) of \(expectation.changes.count) changes")
        }
        return made
    }

    /// Checks that all changes were made, and that nothing is left beside the index.
    func checkCompleted() throws {
        // Readers, which come next, may leave SQLite's own files behind.
        let files = try filesBeside()
        guard files.isEmpty else { throw Loss("left behind: \(files)") }
        let made = try changesMade()
        guard made == expectation.changes.count else {
            throw Loss("\(made) of \(expectation.changes.count) changes made")
        }
    }

    // MARK: - Queries

    private func expectedAnswers(_ news: IndexedNews) -> [String: Set<String>] {
        var answers: [String: Set<String>] = [:]
        for word in expectation.words {
            let keys = news.articles.filter { $0.value.body.contains(word) }.map(\.key)
            if !keys.isEmpty { answers[word] = Set(keys) }
        }
        return answers
    }

    /// The keys that `lede-query` finds for each word that it finds anything for.
    private func answers() throws -> [String: Set<String>] {
        // Not in the directory of the index, which has to stay as it is.
        let directory = try TemporaryDirectory()
        let batch = try directory.write("queries", expectation.words.map { "\($0)\t+\($0)\n" }.joined())
        let outcome = try CommandProcess.run(
            "lede-query", Self.queryArguments(index: path, batch: batch), workingDirectory: directory.path)
        if outcome.status == 2, expectation.before.isEmpty { return [:] }
        guard outcome.status < 2 else { throw Loss("lede-query: \(outcome.status): \(outcome.errors)") }
        var answers: [String: Set<String>] = [:]
        for line in outcome.text.split(separator: "\n") {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            answers[fields[0], default: []].insert(fields[3])
        }
        return answers
    }

    /// All that answers the queries of a file, in lines that begin with query, rank, score and key.
    static func queryArguments(index: String, batch: String) -> [String] {
        ["--index", index, "--batch", batch, "--format", "tsv", "-n", "100000", "--duplicates", "show"]
    }
}
