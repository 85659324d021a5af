import ArticleModel
import PassageSearch
import TextAnalysis

/// How options read their values. Each says in its error what it would have taken; the parser puts the option and the
/// value before it.
package enum OptionValue {
    static let text: @Sendable (String) throws(UsageError) -> String = { (text) throws(UsageError) in text }

    static let integer: @Sendable (String) throws(UsageError) -> Int = { (text) throws(UsageError) in
        guard let number = Int(text) else { throw UsageError("write a whole number") }
        return number
    }

    static let number: @Sendable (String) throws(UsageError) -> Double = { (text) throws(UsageError) in
        guard let number = Double(text) else { throw UsageError("write a number") }
        return number
    }

    static let date: @Sendable (String) throws(UsageError) -> PublicationDate = { (text) throws(UsageError) in
        guard let date = PublicationDate(parsing: text) else {
            throw UsageError("write dates like 2023, 2023-09, 2023-09-12 or 2023-09-12T08:30:00Z")
        }
        return date
    }

    package static let language: @Sendable (String) throws(UsageError) -> Language = { (name) throws(UsageError) in
        guard let language = Language(named: name) else {
            throw UsageError("no such language here; give a code such as en, or an English name")
        }
        return language
    }

    static let format: @Sendable (String) throws(UsageError) -> OutputFormat = { (name) throws(UsageError) in
        guard let format = OutputFormat.named(name) else {
            throw UsageError("the formats are " + OutputFormat.all.map(\.name).joined(separator: ", "))
        }
        return format
    }

    static let ranking: @Sendable (String) throws(UsageError) -> RankingParameters = { (name) throws(UsageError) in
        guard let ranking = RankingParameters.named.first(where: { $0.name == name }) else {
            throw UsageError("the rankings are " + RankingParameters.named.map(\.name).joined(separator: ", "))
        }
        return ranking.parameters
    }

    static let duplicates: @Sendable (String) throws(UsageError) -> DuplicateChoice = { (name) throws(UsageError) in
        try choice(name)
    }

    static let color: @Sendable (String) throws(UsageError) -> ColorChoice = { (name) throws(UsageError) in
        try choice(name)
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ name: String
    ) throws(UsageError) -> Choice {
        guard let choice = Choice(rawValue: name) else {
            throw UsageError("the choices are " + Choice.allCases.map(\.rawValue).joined(separator: ", "))
        }
        return choice
    }
}

/// What becomes of near duplicates of an article that is printed.
enum DuplicateChoice: String, Sendable, CaseIterable {
    case collapse
    case show
}
