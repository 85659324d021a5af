import Foundation

/// A command that makes text of files no reader knows: it reads the file on its standard input and prints the text.
public struct InputFilter: Sendable, Equatable {
    /// As a shell matches names, `*.pdf`; the size of letters makes no difference.
    public var pattern: String
    /// The program, looked for in `$PATH`, and its arguments.
    public var command: [String]

    /// - Throws: `InputFilterError` when there is no pattern or no command.
    public init(pattern: String, command: String) throws(InputFilterError) {
        guard !pattern.isEmpty else { throw InputFilterError(reason: "there is no pattern before the =") }
        guard !pattern.contains("/") else {
            throw InputFilterError(reason: "the pattern is that of a name, without directories")
        }
        self.pattern = pattern
        self.command = try CommandWords.split(command)
        guard self.command.first?.isEmpty == false else {
            throw InputFilterError(reason: "there is no command behind the =")
        }
    }

    /// Reads an assignment like `*.pdf=pdftotext - -`.
    ///
    /// - Throws: `InputFilterError` when it is none.
    public init(_ assignment: String) throws(InputFilterError) {
        guard let sign = assignment.firstIndex(of: "=") else {
            throw InputFilterError(reason: "there is no = between pattern and command")
        }
        try self.init(
            pattern: String(assignment[..<sign]), command: String(assignment[assignment.index(after: sign)...]))
    }

    /// Whether it reads a file of that name, the ending of a compression left aside.
    func matches(_ fileName: String) -> Bool {
        matches(whole: fileName) || matches(whole: ReaderRegistry.withoutCompression(fileName))
    }

    private func matches(whole name: String) -> Bool { fnmatch(pattern.lowercased(), name.lowercased(), 0) == 0 }
}

/// What is wrong with a filter's description.
public struct InputFilterError: Error, Equatable {
    public let reason: String
}

/// Splits a command line into words without a shell: no variables, no patterns, no pipes.
enum CommandWords {
    /// The words between white space; quotation marks of both kinds, and a backslash outside of single ones, keep what
    /// they stand around or before.
    ///
    /// - Throws: `InputFilterError` for a quotation mark that is not closed.
    static func split(_ text: String) throws(InputFilterError) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var characters = text.makeIterator()
        while let character = characters.next() {
            switch character {
            case "\\" where quote != "'":
                guard let next = characters.next() else {
                    throw InputFilterError(reason: "there is nothing behind the last \\")
                }
                word = (word ?? "") + String(next)
            case quote:
                quote = nil
            case "'" where quote == nil, "\"" where quote == nil:
                quote = character
                word = word ?? ""
            case _ where quote == nil && character.isWhitespace:
                if let complete = word { words.append(complete) }
                word = nil
            default:
                word = (word ?? "") + String(character)
            }
        }
        if let quote { throw InputFilterError(reason: "a \(quote) is not closed") }
        if let word { words.append(word) }
        return words
    }
}
