import Foundation
import TestSupport
import Testing

/// Repeats a transcript's commands, by `/bin/sh`, in a directory of their own that holds a copy of `seeds/`.
struct TranscriptRunner {
    private let directory: TemporaryDirectory
    private let environment: [String: String]

    init() throws {
        directory = try TemporaryDirectory()
        // A link would be copied as one, and the commands would write to what it leads to.
        let seeds = URL(fileURLWithPath: Project.root + "/seeds").resolvingSymlinksInPath()
        try FileManager.default.copyItem(atPath: seeds.path, toPath: directory.file("seeds"))
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        environment = [
            "PATH": "\(try Project.products()):\(path)", "HOME": directory.file("home"), "LEDE_INDEX": "index.sqlite",
            "LC_ALL": "C.UTF-8", "TZ": "UTC",
        ]
    }

    func run(_ transcript: Transcript) throws -> Transcript {
        var result = transcript
        result.steps = try transcript.steps.map { try run($0.command) }
        return result
    }

    private func run(_ command: String) throws -> Transcript.Step {
        // Both streams go to one file: they come in their order, and no pipe can fill up.
        let path = directory.file(".output")
        try Data().write(to: URL(fileURLWithPath: path))
        let output = try #require(FileHandle(forWritingAtPath: path))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/bin/sh")
        process.arguments = ["-c", "exec 2>&1; " + command]
        process.currentDirectoryURL = URL(fileURLWithPath: directory.path)
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = output
        try process.run()
        process.waitUntilExit()
        try output.close()
        let text = String(decoding: try Data(contentsOf: URL(fileURLWithPath: path)), as: UTF8.self)
        return Transcript.Step(
            command: command, output: text.replacing(directory.path, with: "DIRECTORY"),
            status: process.terminationStatus)
    }

    /// What there is in the directory, for the report of a difference.
    var files: [String] {
        (FileManager.default.enumerator(atPath: directory.path)?.compactMap { $0 as? String } ?? []).sorted()
    }
}

extension Project {
    static let transcripts = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appending(path: "Transcripts")
}
