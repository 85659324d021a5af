import ArgumentParser
import Articles
import TextAnalysis

// How options read their values. Each says in its error what it would have taken; the parser puts
// the option and the value before it.

extension PublicationDate {
    static func option(_ text: String) throws -> PublicationDate {
        guard let date = PublicationDate(parsing: text) else {
            throw ValidationError("write dates like 2023, 2023-09, 2023-09-12 or 2023-09-12T08:30:00Z")
        }
        return date
    }
}

extension Language {
    static func option(_ name: String) throws -> Language {
        guard let language = Language(named: name) else {
            throw ValidationError("no such language here; give a code such as en, or an English name")
        }
        return language
    }
}

extension OutputFormat {
    static func option(_ name: String) throws -> OutputFormat {
        guard let format = OutputFormat.named(name) else {
            throw ValidationError("the formats are " + all.map(\.name).joined(separator: ", "))
        }
        return format
    }
}

extension ColorChoice {
    static func option(_ name: String) throws -> ColorChoice {
        guard let choice = ColorChoice(rawValue: name) else {
            throw ValidationError("the choices are " + allCases.map(\.rawValue).joined(separator: ", "))
        }
        return choice
    }
}
