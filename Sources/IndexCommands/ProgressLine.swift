import LedeCommands
import PassageIndex

/// The line that shows how far a run is.
enum ProgressLine {
    private static let barWidth = 20

    /// The line for `columns` columns, one of which stays free, so that no terminal wraps.
    ///
    /// What matters less is left out first when it does not fit: the rate, the articles, the bar.
    /// - Parameter elapsed: seconds since the run began.
    static func text(_ progress: RefreshProgress, elapsed: Double, columns: Int) -> String {
        let fraction = fraction(of: progress)
        var parts: [(text: String, importance: Int)] = []
        if let fraction {
            parts.append((bar(fraction), 1))
            parts.append(("\(Int(fraction * 100))%", 5))
        }
        parts.append((files(progress), 3))
        parts.append((Quantity.count(progress.articles, "article"), 2))
        if elapsed > 0, progress.inputBytes > 0 {
            parts.append((Quantity.fixed(Double(progress.inputBytes) / elapsed / 1e6, digits: 1) + " MB/s", 0))
        }
        if let fraction, let left = secondsLeft(fraction, elapsed) { parts.append((clock(left) + " left", 4)) }
        return fitting(parts, columns: columns - 1)
    }

    /// The line of something of which only the share that is done is known.
    static func text(share: Double, elapsed: Double, columns: Int) -> String {
        let share = min(max(share, 0), 1)
        var parts: [(text: String, importance: Int)] = [(bar(share), 0), ("\(Int(share * 100))%", 2)]
        if let left = secondsLeft(share, elapsed) { parts.append((clock(left) + " left", 1)) }
        return fitting(parts, columns: columns - 1)
    }

    /// By bytes where they are known, as one file may be the size of a thousand others.
    private static func fraction(of progress: RefreshProgress) -> Double? {
        let share: Double? =
            if let total = progress.totalInputBytes, total > 0 {
                Double(progress.inputBytes) / Double(total)
            } else if let total = progress.totalFiles, total > 0 {
                Double(progress.files) / Double(total)
            } else {
                nil
            }
        // A file that grows while it is read must not lead beyond the end.
        return share.map { min(max($0, 0), 1) }
    }

    private static func bar(_ fraction: Double) -> String {
        let filled = Int(fraction * Double(barWidth))
        return "[" + String(repeating: "#", count: filled) + String(repeating: "-", count: barWidth - filled) + "]"
    }

    private static func files(_ progress: RefreshProgress) -> String {
        guard let total = progress.totalFiles else { return Quantity.count(progress.files, "file") }
        return "\(Quantity.count(progress.files)) of \(Quantity.count(total, "file"))"
    }

    private static func secondsLeft(_ fraction: Double, _ elapsed: Double) -> Int? {
        // Before that, it would only be a guess.
        guard fraction >= 0.01, elapsed > 0 else { return nil }
        let seconds = elapsed / fraction - elapsed
        return seconds < 1e6 ? Int(seconds.rounded()) : nil
    }

    private static func clock(_ seconds: Int) -> String {
        let minutes = seconds / 60
        let rest = Quantity.twoDigits(seconds % 60)
        return minutes < 60 ? "\(minutes):\(rest)" : "\(minutes / 60):\(Quantity.twoDigits(minutes % 60)):\(rest)"
    }

    private static func fitting(_ parts: [(text: String, importance: Int)], columns: Int) -> String {
        var parts = parts
        while true {
            let text = parts.map(\.text).joined(separator: " · ").replacingBarDot()
            if DisplayWidth.of(text) <= columns { return text }
            guard let least = parts.indices.min(by: { parts[$0].importance < parts[$1].importance }) else { return "" }
            parts.remove(at: least)
        }
    }
}

extension String {
    /// No dot stands between the bar and what follows it.
    fileprivate func replacingBarDot() -> String {
        guard hasPrefix("["), let end = firstIndex(of: "]"), self[end...].hasPrefix("] · ") else { return self }
        return self[...end] + " " + self[index(end, offsetBy: 4)...]
    }
}
