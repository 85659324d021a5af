import LedeCommands
import PassageIndex

/// Keeps one line of standard error up to date with a run.
final class ProgressDisplay {
    enum Choice: Sendable {
        case never
        /// Once a run has taken a second: a shorter one is over before anyone has read the line.
        case longRuns
        case always
    }

    private let choice: Choice
    private let start = ContinuousClock.now
    private var next: ContinuousClock.Instant
    private var isShown = false
    private static let interval = Duration.milliseconds(100)

    init(_ choice: Choice) {
        self.choice = choice
        next = choice == .longRuns ? start + .seconds(1) : start
    }

    /// Shows the state, unless the last one was shown just now.
    func show(_ progress: RefreshProgress) {
        show { ProgressLine.text(progress, elapsed: $0, columns: $1) }
    }

    /// Shows how much is done, from 0 to 1, unless that was shown just now.
    func show(share: Double) {
        show { ProgressLine.text(share: share, elapsed: $0, columns: $1) }
    }

    private func show(_ text: (_ elapsed: Double, _ columns: Int) -> String) {
        guard choice != .never else { return }
        let now = ContinuousClock.now
        guard now >= next else { return }
        next = now + Self.interval
        let line = text((now - start) / .seconds(1), Terminal.columns(of: .error))
        StandardError.write("\r" + line + "\u{1B}[K")
        isShown = true
    }

    /// Takes the line away, for something else to be written or at the end.
    func erase() {
        guard isShown else { return }
        StandardError.write("\r\u{1B}[K")
        isShown = false
    }
}
