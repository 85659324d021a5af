import IndexFile
import TextAnalysis

/// Turns a parsed query into an FTS5 expression and the terms to score, by way of the analyzer that read the articles.
struct QueryPlanner {
    private let query: ParsedQuery
    private let reader: WordReader
    private let requiresAllWords: Bool
    private let compounds: CompoundVariants
    private var terms: [QueryPlan.ScoredTerm] = []
    private var sequence: [Int] = []
    private var parts: [QueryPlan.ScoredTerm] = []

    init(
        _ query: String, languages: QueryLanguages, requiresAllWords: Bool, compounds: CompoundVariants,
        analyzers: AnalyzerCache
    ) {
        self.query = QueryParser.parse(query)
        reader = WordReader(languages, isShouted: Analyzer.isShouted(query), analyzers)
        self.requiresAllWords = requiresAllWords
        self.compounds = compounds
    }

    mutating func plan() throws -> QueryPlan {
        let expression = try clauses(query.clauses, field: nil)
        var remarks = query.remarks
        if expression == nil, !query.clauses.isEmpty {
            remarks.append("there is no word to search for: nothing can be found")
        }
        return QueryPlan(
            expression: expression, terms: terms, sequence: sequence, parts: parts,
            reading: query.description, remarks: remarks)
    }

    // MARK: - Clauses

    private mutating func clauses(
        _ clauses: [QueryNode.Clause], field: QueryNode.Field?
    ) throws -> MatchExpression? {
        var required: [MatchExpression] = []
        var optional: [MatchExpression] = []
        var excluded: [MatchExpression] = []
        for run in try runs(of: clauses) {
            switch run.occurrence {
            case .mustNot:
                // What is excluded is not scored.
                let scored = (terms, sequence, parts)
                if let expression = try node(run.node, run.units, field: field) { excluded.append(expression.unscored) }
                (terms, sequence, parts) = scored
            case .must:
                if let expression = try node(run.node, run.units, field: field) { required.append(expression) }
            case .should:
                if let expression = try node(run.node, run.units, field: field) {
                    if requiresAllWords { required.append(expression) } else { optional.append(expression) }
                }
            }
        }
        return Self.combined(required: required, optional: optional, excluded: excluded)
    }

    /// Required clauses decide what matches; optional ones beside them only add to the score.
    private static func combined(
        required: [MatchExpression], optional: [MatchExpression], excluded: [MatchExpression]
    ) -> MatchExpression? {
        guard let kept = MatchExpression.all(of: required) ?? MatchExpression.any(of: optional),
            let unwanted = MatchExpression.any(of: excluded)
        else { return .all(of: required) ?? .any(of: optional) }
        return .excluding(kept, unwanted)
    }

    /// A clause, and the units of its word where it is one.
    private struct Run {
        var occurrence: QueryNode.Clause.Occurrence
        var node: QueryNode
        var units: [WordReader.Unit]?
    }

    /// The clauses with their words read: stop words left out beside other words, and words that are written as
    /// one elsewhere found in that form too.
    private mutating func runs(of clauses: [QueryNode.Clause]) throws -> [Run] {
        var runs: [Run] = []
        for clause in clauses {
            var run = Run(occurrence: clause.occurrence, node: clause.node)
            if case .word(let word) = clause.node, !word.isPrefix {
                run.units = reader.units(of: word.text)
                // Beside other words, those of a compound tell something too; alone, the compound is what is meant.
                if clauses.count > 1, clause.occurrence == .should, !requiresAllWords {
                    run.units = run.units?.flatMap(\.withWords)
                }
            }
            runs.append(run)
        }
        try joinNeighbours(&runs)
        if !requiresAllWords {
            if clauses.count > Self.mostWordsOfAShortQuery { Self.leaveOut(\.isFunctionWord, &runs) }
            Self.leaveOut(\.isStopWord, &runs)
        }
        return runs
    }

    /// In a longer query, function words say how it is put rather than what it is about; in a short one, even they may
    /// be names.
    private static let mostWordsOfAShortQuery = 12

    /// Leaves out words of a kind, where there are others beside them.
    private static func leaveOut(_ isOfKind: (WordReader.Unit) -> Bool, _ runs: inout [Run]) {
        func canGo(_ run: Run) -> Bool { run.units.map { $0.allSatisfy(isOfKind) } == true }
        guard runs.contains(where: { $0.occurrence != .mustNot && !canGo($0) }) else { return }
        runs.removeAll { $0.occurrence == .should && canGo($0) }
    }

    /// Lets neighbouring words be found where they are written as one.
    private mutating func joinNeighbours(_ runs: inout [Run]) throws {
        guard runs.count > 1 else { return }
        for index in 1..<runs.count {
            guard let first = Self.plainWord(runs[index - 1]), let second = Self.plainWord(runs[index]),
                runs[index - 1].occurrence == runs[index].occurrence,
                let joined = try compounds.joined(first, second)
            else { continue }
            runs[index - 1].units?[0].alternatives.append(joined)
            runs[index].units?[0].alternatives.append(joined)
        }
    }

    private static func plainWord(_ run: Run) -> String? {
        guard case .word(let word) = run.node, run.units?.count == 1, run.units?.first?.isStopWord == false else {
            return nil
        }
        return word.text
    }

    // MARK: - Nodes

    private mutating func node(
        _ node: QueryNode, _ units: [WordReader.Unit]?, field: QueryNode.Field?
    ) throws -> MatchExpression? {
        switch node {
        case .word(let word):
            if word.isPrefix { return prefix(word, field) }
            return try self.word(units ?? reader.units(of: word.text), field)
        case .phrase(let phrase):
            return self.phrase(phrase, field)
        case .field(let field, let node):
            return try self.node(node, nil, field: field)
        case .clauses(let clauses):
            return try self.clauses(clauses, field: field)
        case .either(let nodes):
            var parts: [MatchExpression] = []
            for node in nodes {
                if let part = try self.node(node, nil, field: field) { parts.append(part) }
            }
            return .any(of: parts)
        }
    }

    /// A word: every unit of it where all words are required, else any.
    private mutating func word(_ units: [WordReader.Unit], _ field: QueryNode.Field?) throws -> MatchExpression? {
        var expressions: [MatchExpression] = []
        for unit in units {
            var alternatives = unit.alternatives
            if units.count == 1, let split = try compounds.split(unit) { alternatives.append(split) }
            let phrases = alternatives.map { MatchExpression.TermPhrase($0, field: field) }
            if unit.kind == .part {
                addPart(unit.text, phrases)
            } else if let expression = scored(unit.text, phrases, isGram: unit.kind == .gram) {
                expressions.append(expression)
            }
        }
        return requiresAllWords ? .all(of: expressions) : .any(of: expressions)
    }

    private mutating func prefix(_ word: QueryNode.Word, _ field: QueryNode.Field?) -> MatchExpression? {
        let alternatives = reader.prefixAlternatives(word.text)
        return scored(word.text + "*", alternatives.map { .init($0, isPrefix: true, field: field) })
    }

    private mutating func phrase(_ phrase: QueryNode.Phrase, _ field: QueryNode.Field?) -> MatchExpression? {
        guard let distance = phrase.distance else {
            let alternatives = reader.phraseAlternatives(phrase.text)
            return scored("\"\(phrase.text)\"", alternatives.map { .init($0, field: field) }, isQuoted: true)
        }
        let words = reader.phraseAlternatives(phrase.text).first ?? []
        let phrases = words.map { MatchExpression.TermPhrase([$0], field: field) }
        guard phrases.count > 1 else { return scored(phrase.text, phrases) }
        return add(
            QueryPlan.ScoredTerm(
                text: "\"\(phrase.text)\"~\(distance)", phrases: phrases,
                expression: .near(phrases, distance: distance), isQuoted: true))
    }

    // MARK: - Terms

    private mutating func scored(
        _ text: String, _ phrases: [MatchExpression.TermPhrase], isGram: Bool = false, isQuoted: Bool = false
    ) -> MatchExpression? {
        guard let expression = MatchExpression.any(of: phrases.map { .phrase($0) }) else { return nil }
        return add(
            QueryPlan.ScoredTerm(
                text: text, phrases: phrases, expression: expression, isGram: isGram, isQuoted: isQuoted))
    }

    private mutating func addPart(_ text: String, _ phrases: [MatchExpression.TermPhrase]) {
        guard let expression = MatchExpression.any(of: phrases.map { .phrase($0) }) else { return }
        _ = Self.add(
            QueryPlan.ScoredTerm(text: text, phrases: phrases, expression: expression, isGram: true), to: &parts)
    }

    private mutating func add(_ term: QueryPlan.ScoredTerm) -> MatchExpression {
        let number = Self.add(term, to: &terms)
        sequence.append(number)
        return term.expression.scored(as: number)
    }

    /// Adds a term, or counts it once more where the query has it already; returns its number.
    private static func add(_ term: QueryPlan.ScoredTerm, to terms: inout [QueryPlan.ScoredTerm]) -> Int {
        if let known = terms.firstIndex(where: { $0.expression == term.expression }) {
            terms[known].queryFrequency += 1
            return known
        }
        terms.append(term)
        return terms.count - 1
    }
}

extension MatchExpression {
    /// The same expression, its phrases scored as a term.
    fileprivate func scored(as term: Int) -> MatchExpression {
        func marked(_ phrase: TermPhrase) -> TermPhrase {
            var phrase = phrase
            phrase.scoredTerm = term
            return phrase
        }
        return switch self {
        case .phrase(let phrase): .phrase(marked(phrase))
        case .near(let phrases, let distance): .near(phrases.map(marked), distance: distance)
        case .all(let parts): .all(parts.map { $0.scored(as: term) })
        case .any(let parts): .any(parts.map { $0.scored(as: term) })
        case .excluding(let kept, let excluded): .excluding(kept.scored(as: term), excluded)
        }
    }
}

extension WordReader.Unit {
    /// Itself and, of a compound, the words that say something alone.
    fileprivate var withWords: [WordReader.Unit] { [self] + words.filter { !$0.isStopWord } }
}
