/// How a command ends, for the shell: the numbers grep uses.
package struct ExitStatus: Sendable, Equatable {
    package let code: Int32

    /// Done; for a query: something was found.
    package static let success = ExitStatus(code: 0)
    /// Done, and the answer is no: nothing found, nothing of that name, a check that did not pass.
    package static let negative = ExitStatus(code: 1)
    /// Something went wrong, or an input could not be read.
    package static let failure = ExitStatus(code: 2)

    /// Stopped by a signal: the number a shell gives to a command that one has killed.
    package static func stopped(bySignal signal: Int32) -> ExitStatus { ExitStatus(code: 128 + signal) }
}
