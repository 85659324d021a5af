/// Text made safe for a terminal: whatever could move the cursor, change colours or turn the reading direction
/// is replaced by a sign for it.
package enum VisibleText {
    /// `text` with a visible sign in the place of every control character, line feeds and tabs among them.
    ///
    /// - Complexity: O(bytes); text that needs nothing is returned as it is.
    package static func of(_ text: String) -> String {
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
