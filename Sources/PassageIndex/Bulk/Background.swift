import Foundation
import IndexFile

/// A value that another thread computes while the caller does something else.
///
/// Invariant: `work` and `result` are the thread's until `done` is signalled; `result` is only read after that.
final class Background<Value>: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private var work: (@Sendable () throws -> Value)?
    private var result: Result<Value, any Error>?

    init(_ work: @escaping @Sendable () throws -> Value) {
        self.work = work
        Thread.detachNewThread { [self] in run() }
    }

    private func run() {
        result = work.map { work in Result { try work() } }
        // What the work holds, such as a connection, is its maker's alone again before that goes on: this thread may
        // still be there when the process ends.
        work = nil
        done.signal()
    }

    /// Waits for the value, or throws what the work threw.
    func value() throws -> Value {
        done.wait()
        defer { done.signal() }
        guard let result else { preconditionFailure("signalled without a result") }
        return try result.get()
    }
}
