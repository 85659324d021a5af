import Foundation

extension CommandProcess {
    /// Looks every few milliseconds whether `condition` holds or the process has ended; `false` when neither comes about
    /// within `seconds`.
    @discardableResult
    public func wait(for condition: () -> Bool, within seconds: Double = 60) -> Bool {
        let end = ContinuousClock.now + .seconds(seconds)
        while !condition() && isRunning {
            guard ContinuousClock.now < end else { return false }
            usleep(2000)
        }
        return true
    }

    /// Whether a process of this number is there and at work: one that has ended and that nobody has asked about yet is
    /// not.
    public static func isAlive(_ process: Int32) -> Bool {
        guard kill(process, 0) == 0 else { return false }
        guard let status = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else {
            return FileManager.default.fileExists(atPath: "/proc") ? false : true
        }
        // The state stands behind the name, which is in parentheses.
        return status.split(separator: ")").last?.first { $0 != " " } != "Z"
    }
}
