import PassageSearch
import TestSupport

/// Stories of made-up words, each printed by several papers: as it is, or with a few words changed.
struct ReprintArchive {
    /// Words that queries ask for.
    static let common = (0..<12).map { "common\($0)" }

    private(set) var samples: [SampleIndex.Sample] = []
    /// Pairs of near duplicates. Stories have only the common words in common, so both are of one story.
    private var nearDuplicates: Set<[String]> = []

    init(stories: Int, using generator: inout SplitMix64) {
        for story in 0..<stories {
            let length = Int.random(in: 60...160, using: &generator)
            let text = (0..<length).map { place in
                Int.random(in: 0..<5, using: &generator) == 0
                    ? Self.common.randomElement(using: &generator) ?? "" : "w\(story)x\(place)"
            }
            let isRewritten = Bool.random(using: &generator)
            var copies: [(id: String, shingles: Set<[String]>)] = []
            for copy in 0..<Int.random(in: 1...7, using: &generator) {
                let printed = copy == 0 ? text : Self.edited(text, isRewritten: isRewritten, using: &generator)
                let id = "\(story)-\(copy)"
                let shingles = Set((0...printed.count - 5).map { Array(printed[$0..<$0 + 5]) })
                for other in copies where Self.similarity(shingles, other.shingles) >= 0.8 {
                    nearDuplicates.formUnion([[id, other.id], [other.id, id]])
                }
                copies.append((id, shingles))
                add(id, printed, using: &generator)
            }
        }
        samples.shuffle(using: &generator)
    }

    /// One word is another one, which leaves five sixths of the shingles or more; or one in eight, which leaves less than
    /// a third. Nothing comes so near the limit that a fingerprint could miss it.
    private static func edited(
        _ text: [String], isRewritten: Bool, using generator: inout SplitMix64
    ) -> [String] {
        var text = text
        for place in stride(from: isRewritten ? 0 : 30, to: text.count, by: isRewritten ? 8 : 200) {
            text[place] = "n\(generator.next())"
        }
        return text
    }

    private mutating func add(_ id: String, _ text: [String], using generator: inout SplitMix64) {
        let source = [nil, "Gazette", "gazette", "Courier", "Ledger", "Herald"].randomElement(using: &generator) ?? nil
        samples.append(
            SampleIndex.Sample(
                id: id, title: Bool.random(using: &generator) ? "Title \(id)" : nil,
                text: text.joined(separator: " "), source: source, language: "en"))
    }

    /// What a request has to show of a ranking, best first: an article with its duplicates each.
    func selection(_ ranking: [(id: String, source: String?)], _ request: SearchRequest) -> [[String]] {
        var groups: [[String]] = []
        var shares: [String: Int] = [:]
        for (id, source) in ranking {
            if request.collapsesDuplicates,
                let group = groups.firstIndex(where: { nearDuplicates.contains([$0[0], id]) })
            {
                groups[group].append(id)
            } else if let most = request.articlesPerSource, let source = source?.lowercased() {
                guard shares[source, default: 0] < most else { continue }
                shares[source, default: 0] += 1
                groups.append([id])
            } else {
                groups.append([id])
            }
        }
        return Array(groups.dropFirst(request.offset).prefix(request.limit))
    }

    private static func similarity(_ one: Set<[String]>, _ other: Set<[String]>) -> Double {
        Double(one.intersection(other).count) / Double(one.union(other).count)
    }
}
