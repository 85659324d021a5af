/// A language articles are written in: what the analyzer needs to know of it, and nothing else.
///
/// To add one, write a file beside this one and a line in the registry (`Language.all`).
public struct Language: Sendable {
    /// The code of ISO 639-1 ("en"), or of 639-3 where the language has none.
    public let code: String
    /// The name in English ("German").
    public let name: String
    /// Other names it is found by: codes of ISO 639-2 and -3, its own name for itself, older names; lower case.
    public let aliases: [String]
    /// The name of libstemmer's algorithm; `nil` where there is none.
    public let stemmer: String?
    /// The scripts it is written in; the first is the usual one.
    public let scripts: [Script]
    /// What is dropped together with the apostrophe behind it ("l" of *l'homme*).
    public let elisions: [String]
    /// Whether numbers are written 1.234,5 rather than 1,234.5.
    public let decimalComma: Bool

    // The word lists stay text until they are asked for: a query builds the registry and reads one or two of them.
    private let functionWordList: String
    private let abbreviationList: String
    private let acronymLookalikeList: String

    init(
        code: String, name: String, aliases: [String], stemmer: String? = nil, scripts: [Script],
        decimalComma: Bool = false, elisions: [String] = [], functionWords: String, abbreviations: String = "",
        acronymLookalikes: String = ""
    ) {
        self.code = code
        self.name = name
        self.aliases = aliases
        self.stemmer = stemmer
        self.scripts = scripts
        self.decimalComma = decimalComma
        self.elisions = elisions
        functionWordList = functionWords
        abbreviationList = abbreviations
        acronymLookalikeList = acronymLookalikes
    }
}

// MARK: - Word lists

extension Language {
    /// Its most frequent function words, in lower case, with their diacritics and without apostrophes.
    ///
    /// They tell the language of a text, and they are the stop words of a query.
    ///
    /// - Complexity: O(words) each time, as of every list here: keep what you were given.
    public var functionWords: [String] { Self.words(of: functionWordList) }

    /// Abbreviations whose dot ends no sentence: lower case, without that dot ("mr", "z.b").
    public var abbreviations: Set<String> { Set(Self.words(of: abbreviationList)) }

    /// Ordinary words that, in capitals amid small letters, are mostly an acronym (*US*, *WHO*): lower case.
    ///
    /// Empty where nobody has made the list; the function words stand in for it.
    public var acronymLookalikes: Set<String> { Set(Self.words(of: acronymLookalikeList)) }

    private static func words(of list: String) -> [String] {
        list.utf8.split(whereSeparator: \.isASCIISpace).map { String(Substring($0)) }
    }
}

extension Language: Hashable {
    /// Languages are equal when their codes are: the registry holds each once.
    public static func == (left: Self, right: Self) -> Bool { left.code == right.code }

    public func hash(into hasher: inout Hasher) { hasher.combine(code) }
}

extension Language: CustomStringConvertible {
    public var description: String { "\(name) (\(code))" }
}

// MARK: - Finding one

extension Language {
    /// The language of a code, a tag with region or script, or a name, in any case: "en", "en-GB", "EN_us", "eng",
    /// "English", "Deutsch", "zh-Hant-TW", "de_AT.UTF-8".
    ///
    /// - Complexity: O(languages) for a bare code, with no table to build; else O(1), and a table the first time.
    public init?(named name: String) {
        if let language = Self.all.first(where: { $0.code == name }) {
            self = language
            return
        }
        let name = name.lowercased().trimmingWhitespace
        if let language = Self.byName[name] {
            self = language
            return
        }
        let primary = name.prefix { $0.isLetter }
        guard primary.endIndex < name.endIndex, "-_.@;,".contains(name[primary.endIndex]),
            let language = Self.byName[String(primary)]
        else { return nil }
        self = language
    }

    /// The language to assume for words in `script` when nothing more is known; `nil` where that would be a guess.
    public static func defaultLanguage(for script: Script) -> Language? {
        byScript[script]
    }

    /// All codes, names and aliases.
    private static let byName: [String: Language] = {
        var languages: [String: Language] = [:]
        for language in all {
            for name in [language.code, language.name.lowercased()] + language.aliases { languages[name] = language }
        }
        return languages
    }()

    /// The first language of the registry that has the script for its usual one, or uses it at all.
    private static let byScript: [Script: Language] = {
        var languages: [Script: Language] = [:]
        for language in all {
            if let script = language.scripts.first, languages[script] == nil { languages[script] = language }
        }
        for language in all {
            for script in language.scripts where languages[script] == nil { languages[script] = language }
        }
        return languages
    }()
}

extension String {
    fileprivate var trimmingWhitespace: String {
        let trimmed = drop(while: \.isWhitespace)
        guard let last = trimmed.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(trimmed[...last])
    }
}
