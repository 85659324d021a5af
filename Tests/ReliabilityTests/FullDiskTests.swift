import Foundation
import TestSupport
import Testing

/// A disk, or a file, that takes no more ends a run with one clear sentence; once there is room, the next run goes on.
@Suite struct FullDiskTests {
    private static let kinds: [IndexRun.Kind] =
        Torture.isLong ? [.firstBuild, .firstBulkBuild, .bulkRefresh, .migration] : [.firstBulkBuild, .migration]

    /// No file may grow beyond some size, as by `ulimit -f`.
    @Test(.timeLimit(.minutes(30)), arguments: Self.kinds)
    func aLimitToTheSizeOfFiles(_ kind: IndexRun.Kind) throws {
        let run = try IndexRun(kind, seed: 13)
        let most = try largestFile(of: run)
        let tries = Torture.tries(1, long: 30)
        var tally = Tally()
        for number in 0..<tries {
            // Of 512 bytes each, as POSIX counts them.
            let blocks = most / 512 * (number + 1) / (tries + 1)
            let directory = try TemporaryDirectory()
            tally.attempt("\(kind.rawValue), files of \(blocks * 512) bytes at most") {
                let index = try run.begin(in: directory.path)
                let command = try CommandProcess(
                    "/bin/sh",
                    ["-c", "ulimit -f \(blocks); exec \"$@\"", "sh", "lede-index"] + run.commandLine(index.path))
                let failure = try command.outcome().failure()
                let made = try index.changesMade()
                try StorageFailureTests.check(failure, made: made, of: run)
                try run.finish(index)
                return made
            }
        }
        tally.note("file size limit: \(kind.rawValue)", changes: run.expectation.changes.count)
    }

    /// A small volume fills up: while articles are written, or the log is copied into the index at the end.
    @Test(.timeLimit(.minutes(30)), arguments: Self.kinds)
    func aFullVolume(_ kind: IndexRun.Kind) throws {
        guard let volume = try SmallVolume() else { return }
        let run = try IndexRun(kind, seed: 14)
        let most = try largestFile(of: run)
        let tries = Torture.tries(1, long: 30)
        var tally = Tally()
        for number in 0..<tries {
            let room = most * 9 / 4 * (number + 1) / (tries + 1)
            tally.attempt("\(kind.rawValue), a volume with room for \(room) bytes") {
                try volume.empty(64 << 20)
                let index = try run.begin(in: volume.path)
                try volume.resize((kind.hasBase ? try Self.size(index.path) : 0) + room)
                let failure = try run.start(on: index).outcome().failure()
                // There is no room for what a reader needs, either: it answers or says so.
                _ = try CommandProcess.run("lede-query", ["--index", index.path, "+700001"]).failure(negative: 1)
                try volume.resize(64 << 20)
                let made = try index.changesMade()
                try StorageFailureTests.check(failure, made: made, of: run)
                try run.finish(index)
                return made
            }
        }
        tally.note("full volume: \(kind.rawValue)", changes: run.expectation.changes.count)
    }

    /// What the greatest file of an index takes, in bytes: the index itself, or the log.
    private func largestFile(of run: IndexRun) throws -> Int {
        let directory = try TemporaryDirectory()
        let index = try run.begin(in: directory.path)
        let outcome = try run.start(on: index).outcome()
        guard outcome.status == 0 else { throw Loss("fails without a fault: \(outcome.errors)") }
        return try Self.size(index.path)
    }

    private static func size(_ path: String) throws -> Int {
        try (FileManager.default.attributesOfItem(atPath: path)[.size] as? NSNumber)?.intValue ?? 0
    }
}

/// A volume in memory, of a size that can be changed; gone with the value.
private final class SmallVolume {
    private let mount: Mount
    var path: String { mount.path }

    /// `nil` where the system lets this user mount nothing.
    init?() throws {
        guard let mount = try Mount(["-t", "tmpfs", "-o", "size=1M", "lede-test"]) else { return nil }
        self.mount = mount
    }

    func empty(_ bytes: Int) throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: path) {
            try FileManager.default.removeItem(atPath: path + "/" + name)
        }
        try resize(bytes)
    }

    func resize(_ bytes: Int) throws {
        guard try mount.change(["-o", "remount,size=\(bytes)"]) else {
            throw Loss("the volume cannot be made one of \(bytes) bytes")
        }
    }
}
