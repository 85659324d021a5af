import Foundation
import TestSupport
import Testing

/// Whatever is done to one index for a long time, it holds what it should, and neither it nor the commands grow.
///
/// `make soak` runs this for `LEDE_SOAK_MINUTES`; `LEDE_SOAK_SEED` chooses what is done.
@Suite struct SoakTests {
    private static let environment = ProcessInfo.processInfo.environment
    private static let minutes = environment["LEDE_SOAK_MINUTES"].flatMap { Double($0) }
    private static let seed = environment["LEDE_SOAK_SEED"].flatMap { UInt64($0) } ?? 20

    @Test(.timeLimit(.minutes(600))) func anyNumberOfSteps() throws {
        let archive = try SoakedArchive(seed: Self.seed)
        let started = ContinuousClock.now
        var isLastStep = false
        var losses = 0
        while !isLastStep {
            if let minutes = Self.minutes {
                isLastStep = ContinuousClock.now - started > .seconds(minutes * 60)
            } else {
                isLastStep = archive.steps + 1 >= Torture.tries(24, long: 300)
            }
            do {
                try archive.step()
                if archive.steps % 25 == 0 || isLastStep { try archive.measure() }
            } catch {
                losses += 1
                let place = archive.keep()
                Issue.record("seed \(Self.seed), step \(archive.steps), \(archive.lastStep): \(error); see \(place)")
                // What is wrong stays wrong.
                break
            }
            if archive.steps % 100 == 0 { print("soak: \(archive.steps) steps: \(archive.report)") }
        }
        Torture.note(
            "soak", tries: archive.steps, survived: archive.steps - losses, lost: losses, remark: archive.report)
    }
}
