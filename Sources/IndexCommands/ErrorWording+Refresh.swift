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
        let verb = failure.committed == 1 ? "is" : "are"
        let kept = "\(Quantity.count(failure.committed, "change")) made before that \(verb) kept"
        let advice = "run the command again to go on"
        switch (failure.committed, failure.isLastBatchUncertain) {
        case (0, false): return "the index is as it was before"
        case (0, true): return "its last changes may be kept or not; \(advice)"
        case (_, false): return "\(kept); \(advice)"
        case (_, true): return "\(kept), and later ones may be; \(advice)"
        }
    }

    /// A note on what a run does.
    static func line(for note: RefreshNote, index: IndexLocation) -> String {
        switch note {
        case .buildsOneByOne(let reason): "\(index.path): articles are added one by one: \(reason)"
        }
    }
}
