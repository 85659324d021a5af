import ArticleModel

/// Text made safe for a terminal: whatever could move the cursor, change colours or turn the reading direction
/// is replaced by a sign for it.
package enum VisibleText {
    /// `text` with a visible sign in the place of every control character, line feeds and tabs among them, and of every
    /// byte in a path that is not UTF-8, and without the rest of characters that are longer than any language has them.
    ///
    /// - Complexity: O(bytes); text that needs nothing is returned as it is.
    package static func of(_ text: String) -> String { withSigns(withShortCharacters(PathText.repaired(text))) }

    /// Bytes of a letter with thirty marks, the most that UAX #15 has for a stream that is safe to process. Families of
    /// emoji and the stacks of Tibetan have less.
    private static let longestCharacter = 128

    /// A million accents on one letter are one character to Swift, which takes the square of that to compare it with
    /// another one, and many a terminal as much to draw it.
    private static func withShortCharacters(_ text: String) -> String {
        guard text.utf8.count > longestCharacter, text.contains(where: { $0.utf8.count > longestCharacter }) else {
            return text
        }
        var scalars = String.UnicodeScalarView()
        for character in text {
            var room = longestCharacter
            for scalar in character.unicodeScalars {
                room -= UTF8.width(scalar)
                scalars.append(room < 0 ? "\u{FFFD}" : scalar)
                if room < 0 { break }
            }
        }
        return String(scalars)
    }

    private static func withSigns(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { sign(for: $0) != nil }) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(sign(for: scalar) ?? scalar) }
        return String(scalars)
    }

    /// `text` on one line: runs of white space are one space, and none stands at either end.
    package static func onOneLine(_ text: String) -> String {
        of(text.split(whereSeparator: \.isWhitespace).joined(separator: " "))
    }

    /// The sign that stands for a scalar that must not be shown; `nil` for all others.
    package static func sign(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
        switch scalar.value {
        // Unicode has a picture for each of the C0 controls and for DEL.
        case 0x00...0x1F: Unicode.Scalar(0x2400 + scalar.value)
        case 0x7F: "\u{2421}"
        case 0x80...0x9F: "\u{FFFD}"
        case _ where isBidirectionalControl(scalar): "\u{FFFD}"
        // Line and paragraph separators.
        case 0x2028, 0x2029: "\u{FFFD}"
        default: nil
        }
    }

    /// Embeddings, overrides and isolates, which can make a line read otherwise than it is.
    package static func isBidirectionalControl(_ scalar: Unicode.Scalar) -> Bool {
        (0x202A...0x202E).contains(scalar.value) || (0x2066...0x2069).contains(scalar.value)
    }
}
