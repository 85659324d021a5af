import Foundation

/// One of the project's commands, as a process of its own.
public final class CommandProcess {
    /// How a process ended, and what it printed.
    public struct Outcome: Sendable {
        /// The exit status; with a signal, 128 and its number, as in a shell.
        public var status: Int32
        /// The signal that ended the process; `nil` where it ended by itself.
        public var signal: Int32?
        public var output: Data
        public var errors: String

        public var text: String { String(decoding: output, as: UTF8.self) }
    }

    private let process = Process()
    private let directory: TemporaryDirectory
    /// Ends when the process does.
    private let ended = DispatchSemaphore(value: 0)

    public var identifier: Int32 { process.processIdentifier }

    public var isRunning: Bool { process.isRunning }

    /// Starts the command `name` of the built ones, or the one at the absolute path `name`.
    ///
    /// - Parameters:
    ///   - environment: in addition to `PATH`, `LC_ALL=C.UTF-8`, `TZ=UTC` and a `HOME` that is empty.
    ///   - input: a handle to read from.
    ///   - workingDirectory: that of the tests unless given.
    public init(
        _ name: String, _ arguments: [String], environment: [String: String] = [:],
        input: FileHandle = .nullDevice, workingDirectory: String? = nil
    ) throws {
        directory = try TemporaryDirectory()
        let products = try Project.products()
        process.executableURL = URL(fileURLWithPath: name.hasPrefix("/") ? name : "\(products)/\(name)")
        process.arguments = arguments
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        process.environment = [
            "PATH": "\(products):\(path)", "HOME": directory.path, "LC_ALL": "C.UTF-8", "TZ": "UTC",
        ].merging(environment) { $1 }
        if let workingDirectory { process.currentDirectoryURL = URL(fileURLWithPath: workingDirectory) }
        process.standardInput = input
        // Files, not pipes: they never fill up.
        process.standardOutput = try Self.emptyFile(directory.file("output"))
        process.standardError = try Self.emptyFile(directory.file("errors"))
        process.terminationHandler = { [ended] _ in ended.signal() }
        try process.run()
    }

    private static func emptyFile(_ path: String) throws -> FileHandle {
        try Data().write(to: URL(fileURLWithPath: path))
        return try FileHandle(forWritingTo: URL(fileURLWithPath: path))
    }

    /// Sends the process a signal.
    public func send(_ signal: Int32) { kill(process.processIdentifier, signal) }

    /// Waits for the end. A process that takes longer than `seconds` hangs: it is killed, and its outcome has SIGKILL.
    public func outcome(within seconds: Double = 120) throws -> Outcome {
        if ended.wait(timeout: .now() + seconds) == .timedOut {
            send(SIGKILL)
            ended.wait()
        }
        // It has ended; but only so does Foundation let go of the descriptors that it holds for a process.
        process.waitUntilExit()
        let signal = process.terminationReason == .uncaughtSignal ? process.terminationStatus : nil
        return Outcome(
            status: signal.map { $0 + 128 } ?? process.terminationStatus, signal: signal,
            output: try Data(contentsOf: URL(fileURLWithPath: directory.file("output"))),
            errors: String(
                decoding: try Data(contentsOf: URL(fileURLWithPath: directory.file("errors"))), as: UTF8.self))
    }

    /// Runs a command to its end.
    public static func run(
        _ name: String, _ arguments: [String], environment: [String: String] = [:],
        input: FileHandle = .nullDevice, workingDirectory: String? = nil
    ) throws -> Outcome {
        try CommandProcess(
            name, arguments, environment: environment, input: input, workingDirectory: workingDirectory
        ).outcome()
    }
}
