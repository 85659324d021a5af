import Foundation
import TestSupport

/// Something mounted on a directory of its own; gone with the value.
final class Mount: Sendable {
    private let directory: TemporaryDirectory
    let path: String

    /// `nil` where the system lets this user mount nothing.
    ///
    /// - Parameter arguments: of `mount`, but for the directory.
    init?(_ arguments: [String]) throws {
        directory = try TemporaryDirectory()
        path = directory.file("volume")
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
        guard getuid() == 0, try Self.run("mount", arguments + [path]) else {
            print("skipped: no volume can be mounted by this user here")
            return nil
        }
    }

    /// The directory `path` as one in which nothing can be written.
    static func readOnly(_ path: String) throws -> Mount? {
        guard let mount = try Mount(["--bind", path]) else { return nil }
        return try mount.change(["-o", "remount,bind,ro"]) ? mount : nil
    }

    deinit { _ = try? Self.run("umount", [path]) }

    func change(_ arguments: [String]) throws -> Bool { try Self.run("mount", arguments + [path]) }

    private static func run(_ command: String, _ arguments: [String]) throws -> Bool {
        try CommandProcess.run("/usr/bin/env", [command] + arguments).status == 0
    }
}
