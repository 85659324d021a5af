/// Control sequences by meaning; all empty where there is no colour.
package struct Palette: Sendable, Equatable {
    package var title = ""
    package var detail = ""
    package var path = ""
    package var line = ""
    package var match = ""
    package var reset = ""

    package static let plain = Palette()
    /// Matches, paths and line numbers look as grep shows them.
    package static let colored = Palette(
        title: "\u{1B}[1m", detail: "\u{1B}[2m", path: "\u{1B}[35m", line: "\u{1B}[32m", match: "\u{1B}[1;31m",
        reset: "\u{1B}[0m")

    package func paint(_ text: String, _ style: KeyPath<Palette, String>) -> String {
        text.isEmpty ? text : self[keyPath: style] + text + reset
    }
}
