import LedeCommands
import PassageIndex

/// What a run did, for people and for scripts.
enum SummaryReport {
    /// `37,554 added, 0 updated, 0 unchanged, 0 removed, 0 failed · 228.0 MB in 4.1 s (55.6 MB/s)`, and a line for
    /// whatever else a person should know.
    static func text(_ summary: RefreshSummary) -> String {
        let counts = [
            (summary.added, "added"), (summary.updated, "updated"), (summary.unchanged, "unchanged"),
            (summary.removed, "removed"), (summary.failed, "failed"),
        ].map { "\(Quantity.count($0)) \($1)" }.joined(separator: ", ")
        var text = "\(counts) · \(Quantity.bytes(Double(summary.textBytes))) in \(Quantity.seconds(summary.seconds))"
        if summary.seconds > 0 {
            text += " (\(Quantity.fixed(Double(summary.textBytes) / summary.seconds / 1e6, digits: 1)) MB/s)"
        }
        text += "\n"
        if summary.replacements > 0 {
            let characters = Quantity.count(summary.replacements, "undecodable character")
            text += "\(characters) replaced by U+FFFD\n"
        }
        if summary.interrupted { text += "interrupted: what was done is kept; run the command again to go on\n" }
        return text
    }

    static func write(_ summary: RefreshSummary, to json: inout JSONWriter) {
        json.member("batch", summary.batch)
        json.member("added", summary.added)
        json.member("updated", summary.updated)
        json.member("unchanged", summary.unchanged)
        json.member("removed", summary.removed)
        json.member("failed", summary.failed)
        json.member("replacements", summary.replacements)
        json.member("textBytes", summary.textBytes)
        json.key("seconds")
        json.value(summary.seconds, digits: 3)
        json.member("interrupted", summary.interrupted)
    }
}
