import ArgumentParser
import LedeCommands
import PassageIndex

/// How what became of hits is printed.
struct VerificationReportOptions: ParsableArguments {
    @Flag(help: "Print a JSON object a line for each hit.")
    var json = false

    /// Prints a line for each hit to standard output, and the sums to standard error.
    func print(_ hits: CitedHits, _ statuses: [CitationStatus]) throws(OutputError) {
        let output = OutputChannel.standardOutput()
        let directory = WorkingDirectory.current()
        var counts: [String: Int] = [:]
        for (citation, status) in zip(hits.citations, statuses) {
            counts[status.name, default: 0] += 1
            let key = directory.shown(citation.key)
            try output.write((json ? Self.json(key, citation, status) : Self.text(key, status)) + "\n")
        }
        try output.flush()
        let sums = ["intact", "moved", "changed", "gone"].map { "\(Quantity.count(counts[$0] ?? 0)) \($0)" }
        StandardError.line(sums.joined(separator: ", "))
    }

    private static func text(_ key: String, _ status: CitationStatus) -> String {
        let name = status.name.padded(to: 8)
        guard case .moved(let place) = status else { return "\(name) \(VisibleText.of(key))" }
        return "\(name) \(VisibleText.of(key)):\(place.line)"
    }

    private static func json(_ key: String, _ citation: Citation, _ status: CitationStatus) -> String {
        var json = JSONWriter()
        json.object { json in
            json.member("status", status.name)
            json.member("key", key)
            json.key("was")
            json.value(citation.sourceBytes)
            if case .moved(let place) = status {
                json.member("line", place.line)
                json.key("bytes")
                json.value(place.bytes)
                json.key("source_bytes")
                json.value(place.sourceBytes)
            }
        }
        return json.text
    }
}

extension CitationStatus {
    fileprivate var name: String {
        switch self {
        case .intact: "intact"
        case .moved: "moved"
        case .changed: "changed"
        case .gone: "gone"
        }
    }
}

extension String {
    fileprivate func padded(to width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
