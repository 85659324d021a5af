import Foundation
import TestSupport

/// A folder of news as a test writes it, and so what an index of it has to hold.
struct NewsFiles: Equatable {
    typealias Record = GeneratedArchive.Article

    /// The records of each file, in their order, by the file's name.
    private(set) var files: [String: [Record]] = [:]
    /// How often the folder was changed; records carry the number they were written at.
    private(set) var edition = 0
    private var lastID = 0

    /// A word of every record that was written at an edition, and one of a fifth of all records.
    static func word(ofEdition edition: Int) -> String { "\(800_000 + edition)" }
    static func word(ofGroup group: Int) -> String { "\(700_000 + group)" }
    static let groups = 5

    /// Words to look for: of all groups, and of the last editions.
    var words: [String] {
        (0..<Self.groups).map(Self.word(ofGroup:)) + (max(edition - 9, 0)...edition).map(Self.word(ofEdition:))
    }

    // MARK: - Changes

    /// Adds a file of records.
    mutating func add(_ name: String, records: Int, words: ClosedRange<Int> = 5...60, seed: UInt64) {
        var archive = GeneratedArchive(articles: records, words: words, mostWords: 300, seed: seed).articles
        for index in archive.indices {
            lastID += 1
            archive[index].id = "\(lastID)"
            archive[index].text = Self.marked(archive[index].text, lastID, edition)
            // A guess is another test's subject.
            archive[index].language = "en"
        }
        files[name, default: []] += archive
    }

    private static func marked(_ text: String, _ id: Int, _ edition: Int) -> String {
        "Marked \(word(ofGroup: id % groups)) and \(word(ofEdition: edition)). " + text
    }

    /// Writes the next edition: some records are new, some changed, some gone, and so are whole files.
    mutating func change(newFiles: Int = 1, recordsPerFile: Int = 8, using generator: inout SplitMix64) {
        edition += 1
        for name in files.keys.sorted() {
            switch Int.random(in: 0..<10, using: &generator) {
            case 0 where files.count > 2: files[name] = nil
            case 1...6: changeRecords(of: name, using: &generator)
            default: break
            }
        }
        for number in 0..<newFiles {
            // Names of later editions stand anywhere among the older ones.
            let letter = ["b", "k", "x"].randomElement(using: &generator) ?? "k"
            let seed = generator.next()
            add("\(letter)-\(edition)-\(number).jsonl", records: recordsPerFile, seed: seed)
        }
    }

    private mutating func changeRecords(of name: String, using generator: inout SplitMix64) {
        for index in (files[name] ?? []).indices.reversed() {
            switch Int.random(in: 0..<6, using: &generator) {
            case 0 where (files[name]?.count ?? 0) > 1: files[name]?.remove(at: index)
            case 1: rewrite(name, index)
            default: break
            }
        }
        if Bool.random(using: &generator) { add(name, records: 1, seed: generator.next()) }
    }

    private mutating func rewrite(_ name: String, _ index: Int) {
        guard var record = files[name]?[index], let id = Int(record.id) else { return }
        record.text = Self.marked(String(record.text.reversed()), id, edition)
        record.title = "Corrected \(edition)"
        files[name]?[index] = record
    }

    /// Takes out whole files, or single records as `FILE#ID`.
    mutating func remove(_ keys: [String]) {
        for key in keys {
            let parts = key.split(separator: "#").map(String.init)
            if parts.count == 1 {
                files[key] = nil
            } else {
                files[parts[0]]?.removeAll { $0.id == parts[1] }
            }
        }
    }

    // MARK: - The folder

    /// Brings a folder from what an older value has written there to this one.
    func write(to folder: String, after old: NewsFiles = NewsFiles()) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in old.files.keys where files[name] == nil {
            try FileManager.default.removeItem(atPath: folder + "/" + name)
        }
        for (name, records) in files where old.files[name] != records {
            var archive = GeneratedArchive(articles: 0, words: 1...1, seed: 0)
            archive.articles = records
            try Data(archive.jsonLines().utf8).write(to: URL(fileURLWithPath: folder + "/" + name))
        }
    }

    /// What an index of the folder has to hold.
    func articles(in folder: String) -> [String: IndexedNews.Article] {
        var articles: [String: IndexedNews.Article] = [:]
        for (name, records) in files {
            for record in records { articles["\(folder)/\(name)#\(record.id)"] = IndexedNews.Article(record) }
        }
        return articles
    }
}

extension IndexedNews.Article {
    /// A record as it has to be indexed.
    init(_ record: NewsFiles.Record) {
        self.init(
            title: record.title, author: record.author, source: record.source, published: record.date,
            language: record.language ?? "", body: record.text)
    }
}
