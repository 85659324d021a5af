import Foundation
import IndexFile

/// A value that another thread computes while the caller does something else.
///
/// Invariant: `result` is written once, before `done` is signalled, and read only after that.
final class Background<Value>: @unchecked Sendable {
    private let done = DispatchSemaphore(value: 0)
    private var result: Result<Value, any Error>?

    init(_ work: @escaping @Sendable () throws -> Value) {
        Thread.detachNewThread { [self] in
            result = Result(catching: work)
            done.signal()
        }
    }

    /// Waits for the value, or throws what the work threw.
    func value() throws -> Value {
        done.wait()
        defer { done.signal() }
        guard let result else { preconditionFailure("signalled without a result") }
        return try result.get()
    }
}
