import LedeCommands
import PassageIndex

extension ErrorWording {
    /// The words for what ended a run.
    static func line(forRun error: any Error, index: IndexLocation) -> String {
        guard let failure = error as? RefreshFailure else { return line(for: error, index: index) }
        return line(for: failure.cause, index: index) + "; " + outcome(of: failure)
    }

    /// What is left of a run that failed on its way.
    private static func outcome(of failure: RefreshFailure) -> String {
        failure.committed == 0
            ? "the index is as it was before"
            : "\(Quantity.count(failure.committed, "change")) made before that are kept; run the command again to go on"
    }

    /// A note on what a run does.
    static func line(for note: RefreshNote, index: IndexLocation) -> String {
        switch note {
        case .buildsOneByOne(let reason): "\(index.path): articles are added one by one: \(reason)"
        }
    }
}
