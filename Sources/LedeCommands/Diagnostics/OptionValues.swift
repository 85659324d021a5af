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

/// A number of bytes, written like 512M.
struct ByteCount: Sendable, Equatable {
    var bytes: Int

    private static let units: [Character: Int] = ["K": 10, "M": 20, "G": 30, "T": 40]

    static func option(_ text: String) throws -> ByteCount {
        let shift = text.uppercased().last.flatMap { units[$0] }
        let digits = shift == nil ? text[...] : text.dropLast()
        guard digits.allSatisfy({ $0.isASCII && $0.isNumber }), let number = Int(digits), number > 0,
            let bytes = Optional(number.multipliedReportingOverflow(by: 1 << (shift ?? 0))), !bytes.overflow
        else { throw ValidationError("write a number of bytes like 512M or 2G") }
        return ByteCount(bytes: bytes.partialValue)
    }
}

/// A number of threads.
enum JobCount {
    private static let most = 256

    static func option(_ text: String) throws -> Int {
        guard let number = Int(text), (1...most).contains(number) else {
            throw ValidationError("write a number from 1 to \(most)")
        }
        return number
    }
}
