import Foundation

/// Ends the process when an input keeps what is fuzzed busy for too long, after saving that input; keeps the input at hand
/// for the case that it ends the process itself.
public final class HangWatchdog: @unchecked Sendable {
    /// Seconds; a hundred thousand times what an input takes.
    private static let patience = 60.0

    private let name: String
    private let condition = NSCondition()
    private var current: [UInt8] = []
    private var number = 0
    private var isOver = false
    /// The file that the current input is kept in, which outlives the process however that ends; -1 for none.
    private let descriptor: CInt

    public init(_ name: String, keepsInput: Bool) {
        self.name = name
        descriptor = keepsInput ? open(Self.path(name), O_WRONLY | O_CREAT | O_TRUNC, 0o600) : -1
        let thread = Thread { [self] in watch() }
        thread.start()
    }

    /// Saves an input in the directory for temporary files; returns its path.
    public static func save(_ input: [UInt8], _ name: String) -> String {
        let path = path(name)
        do {
            try Data(input).write(to: URL(fileURLWithPath: path))
            return path
        } catch {
            return "no file (\(error)), but is " + input.map { String($0, radix: 16) }.joined(separator: " ")
        }
    }

    private static func path(_ name: String) -> String {
        FileManager.default.temporaryDirectory.appending(path: "lede-fuzz-\(name).input").path
    }

    public func begin(_ input: [UInt8]) {
        condition.withLock {
            current = input
            number += 1
        }
        guard descriptor >= 0 else { return }
        // Together these leave the file as it has to be, or the run is worth little.
        let isKept = pwrite(descriptor, input, input.count, 0) == input.count
        precondition(isKept && ftruncate(descriptor, off_t(input.count)) == 0, "the input cannot be saved")
    }

    public func end() {
        condition.withLock {
            isOver = true
            condition.signal()
        }
        guard descriptor >= 0 else { return }
        close(descriptor)
        unlink(Self.path(name))
    }

    private func watch() {
        condition.lock()
        defer { condition.unlock() }
        while !isOver {
            let seen = number
            guard !condition.wait(until: Date(timeIntervalSinceNow: Self.patience)), !isOver, number == seen else {
                continue
            }
            let path = Self.save(current, "\(name)-hang")
            print("fuzz: \(name) hangs on input \(number), which is saved in \(path)")
            abort()
        }
    }
}
