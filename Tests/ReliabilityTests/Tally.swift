import TestSupport
import Testing

/// What came of many tries.
struct Tally {
    private(set) var tries = 0
    private(set) var losses: [String] = []
    /// How often some number of changes was found made.
    private var states: [Int: Int] = [:]

    /// Makes a try; what it throws is a loss.
    ///
    /// - Parameter body: returns how many changes were found made.
    mutating func attempt(_ name: String, _ body: () throws -> Int) {
        tries += 1
        do {
            states[try body(), default: 0] += 1
        } catch {
            losses.append("\(name): \(error)")
            Issue.record("\(name): \(error)")
        }
    }

    /// Makes a row of the table.
    ///
    /// - Parameter changes: of the run that was tried, if it makes any: it is told how often how many were found made.
    func note(_ fault: String, changes: Int = 0, remark: String = "") {
        let states = states.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value)×)" }.joined(separator: ", ")
        let found = changes > 0 ? ["found made of \(changes) changes: \(states)"] : []
        Torture.note(
            fault, tries: tries, survived: tries - losses.count, lost: losses.count,
            remark: (found + [remark]).filter { !$0.isEmpty }.joined(separator: "; "))
    }
}
