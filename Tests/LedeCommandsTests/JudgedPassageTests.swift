import Foundation
import PassageIndex
import PassageSearch
import TestSupport
import Testing

@testable import LedeCommands

/// Queries over the sample archive, each with the sentence of an article that a reader wants to see; see
/// `Benchmarks/relevance/passages`.
@Suite struct JudgedPassageTests {
    private struct Judgement {
        var query: String
        var article: String
        var sentence: String

        static func all() throws -> [Judgement] {
            let file = Project.root + "/Benchmarks/relevance/passages/judgements.tsv"
            return try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").dropFirst().map { line in
                let columns = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
                return Judgement(
                    query: columns[1], article: Project.root + "/seeds/" + columns[2], sentence: columns[3])
            }
        }
    }

    /// All but 2 of 60 were reached; at least nine in ten have to be.
    @Test func aTerminalShowsTheSentenceThatAReaderWants() throws {
        let directory = try TemporaryDirectory()
        let index = directory.file("index.sqlite")
        _ = try IndexWriter(path: index).refresh(RefreshOptions(inputs: [.path(Project.root + "/seeds")]))
        let searcher = try Searcher(path: index)
        let format = OutputFormat.text
        let context = SampleHits.context(columns: 80)
        let judgements = try Judgement.all()
        var missed: [String] = []
        for judgement in judgements {
            let request = SearchRequest(query: judgement.query, excerptLength: format.excerptLength?(context))
            let hit = try searcher.search(request).hits.first { $0.article.key == judgement.article }
            let screen = hit.map { format.output([$0], context) } ?? ""
            // A line may end between two ideographs, where no space stands.
            let isShown = screen.filter { !$0.isWhitespace }.contains(judgement.sentence.filter { !$0.isWhitespace })
            if !isShown { missed.append(judgement.query) }
        }
        #expect(judgements.count == 60)
        #expect(missed.count <= 3, "missed: \(missed)")
    }
}
