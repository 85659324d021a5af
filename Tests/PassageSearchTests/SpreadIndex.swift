import GRDB
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// An index of a few articles whose ids lie as far apart as those of many: the ranking leaves articles out from one
/// row of ids to the next.
final class SpreadIndex {
    private let directory: TemporaryDirectory
    let connection: IndexConnection
    var path: String { connection.path }

    /// - Parameter parts: runs that add articles, some one by one and some in bulk.
    init(_ samples: [SampleIndex.Sample], parts: Int, using generator: inout SplitMix64) throws {
        directory = try TemporaryDirectory()
        let writer = try IndexWriter(path: directory.file("index.sqlite"))
        connection = writer.connection
        let size = max(1, (samples.count + parts - 1) / parts)
        for (number, first) in stride(from: 0, to: samples.count, by: size).enumerated() {
            let gap = Int.random(in: 0...6000, using: &generator)
            try connection.write {
                try $0.execute(sql: "UPDATE sqlite_sequence SET seq = seq + ? WHERE name = 'article'", arguments: [gap])
            }
            let lines = try SampleIndex.jsonLines(samples[first..<min(first + size, samples.count)])
            var options = RefreshOptions(inputs: [.path(try directory.write("\(number).jsonl", lines))])
            options.leastBulkBytes = Bool.random(using: &generator) ? 1 : .max
            #expect(try writer.refresh(options).failed == 0)
            // Others with the same ids, and fewer.
            guard number % 4 == 1 else { continue }
            let changed = samples[first..<min(first + size, samples.count)].enumerated().map { index, sample in
                var sample = sample
                if index % 3 == 0 { sample.text += " " + sample.text }
                return sample
            }
            try directory.write("\(number).jsonl", SampleIndex.jsonLines(changed.dropLast()))
            #expect(try writer.refresh(options).removed > 0)
        }
    }
}
