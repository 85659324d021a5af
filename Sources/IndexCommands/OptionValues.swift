import ArgumentParser
import LedeCommands
import TextAnalysis

// How options read their values. Each says in its error what it would have taken; the parser puts the option and the
// value before it.

extension Language {
    static func option(_ name: String) throws -> Language {
        do {
            return try OptionValue.language(name)
        } catch {
            throw ValidationError(error.message)
        }
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
