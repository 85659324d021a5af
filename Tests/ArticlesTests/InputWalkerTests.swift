import Articles
import Foundation
import TestSupport
import Testing

@Suite struct InputWalkerTests {
    private let directory: TemporaryDirectory

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func walk(_ inputs: [Input]) -> InputWalker.Walk {
        InputWalker(inputs, claims: ArticleSource().claims).walk()
    }

    private func walk(_ names: String...) -> InputWalker.Walk {
        walk(names.map { .path(directory.file($0)) })
    }

    /// The paths found, below the test's directory.
    private func names(_ walk: InputWalker.Walk) -> [String] {
        walk.files.map { String($0.path.dropFirst(directory.path.count + 1)) }
    }

    private func link(_ name: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: directory.file(name), withDestinationPath: target)
    }

    @Test func findsFilesInTheOrderOfTheirNames() throws {
        for name in ["d/b.txt", "d/a.md", "d/a/z.jsonl.zst", "d/a/A.TXT", "d/é.txt", "d/c/d/e/deep.text"] {
            try directory.write(name, "It sank.")
        }
        let result = walk("d")
        #expect(
            names(result) == [
                "d/a/A.TXT", "d/a/z.jsonl.zst", "d/a.md", "d/b.txt", "d/c/d/e/deep.text", "d/é.txt",
            ])
        #expect(result.failures.isEmpty && result.passedOver == 0 && !result.readsStandardInput)
    }

    @Test func tellsSizeAndTime() throws {
        let path = try directory.write("a.txt", "It sank.")
        let time = Date(timeIntervalSince1970: 1_694_507_400.5)
        try FileManager.default.setAttributes([.modificationDate: time], ofItemAtPath: path)
        let file = try #require(walk("a.txt").files.first)
        #expect(file.path == path && file.size == 8 && !file.isStream)
        #expect(file.modified == 1_694_507_400_500_000_000)
    }

    @Test func unclaimedNamesArePassedOver() throws {
        for name in ["d/a.txt", "d/b.png", "d/README", "d/c.gz", "d/txt", "d/e/f.png"] {
            try directory.write(name, "It sank.")
        }
        let result = walk("d")
        #expect(names(result) == ["d/a.txt"])
        #expect(result.passedOver == 5 && result.failures.isEmpty)
        #expect(names(walk("d/README", "d/b.png")) == ["d/README", "d/b.png"])
    }

    @Test func hiddenNamesAreSkippedUnlessNamed() throws {
        for name in ["d/.a.txt", "d/.git/b.txt", "d/c.txt"] { try directory.write(name, "It sank.") }
        let result = walk("d")
        #expect(names(result) == ["d/c.txt"])
        #expect(result.passedOver == 0)
        #expect(names(walk("d/.a.txt", "d/.git")) == ["d/.a.txt", "d/.git/b.txt"])
    }

    @Test func linksAreFollowedAndLoopsSurvived() throws {
        for name in ["d/a.txt", "elsewhere/b.txt", "single.txt"] { try directory.write(name, name) }
        try link("d/loop", to: "../d")
        try link("d/up", to: "..")
        try link("d/other", to: "../elsewhere")
        try link("d/one.txt", to: "../single.txt")
        let result = walk("d")
        #expect(names(result) == ["d/a.txt", "d/one.txt", "d/other/b.txt"])
        #expect(result.failures.isEmpty)
    }

    @Test func aLinkToItselfIsAFailure() throws {
        try directory.write("d/a.txt", "It sank.")
        try link("d/self.txt", to: "self.txt")
        let result = walk("d")
        #expect(names(result) == ["d/a.txt"])
        #expect(result.failures.map(\.path) == [directory.file("d/self.txt")])
    }

    @Test func aFileReachedTwiceIsReadOnce() throws {
        try directory.write("d/a.txt", "It sank.")
        try directory.write("d/e/b.txt", "It was raised.")
        try FileManager.default.linkItem(atPath: directory.file("d/a.txt"), toPath: directory.file("d/hard.txt"))
        try link("d/soft.txt", to: "a.txt")
        #expect(names(walk("d", "d/a.txt", "d/e", "d/e/b.txt", "d")) == ["d/a.txt", "d/e/b.txt"])
        #expect(names(walk("d/e/b.txt", "d")) == ["d/e/b.txt", "d/a.txt"])
    }

    @Test func aPipeNamedTwiceIsReadOnce() throws {
        try #require(mkfifo(directory.file("pipe"), 0o600) == 0)
        let result = walk("pipe", "pipe")
        #expect(names(result) == ["pipe"])
        #expect(result.files.first?.isStream == true)
    }

    @Test func pipesInDirectoriesArePassedOver() throws {
        try directory.write("d/a.txt", "It sank.")
        try #require(mkfifo(directory.file("d/pipe.txt"), 0o600) == 0)
        let result = walk("d")
        #expect(names(result) == ["d/a.txt"])
        #expect(result.passedOver == 1)
    }

    @Test func aMissingPathIsAFailureAndTheWalkGoesOn() throws {
        try directory.write("d/a.txt", "It sank.")
        let result = walk("gone", "d", "d/a.txt/b", "gone/too.txt")
        #expect(names(result) == ["d/a.txt"])
        #expect(
            result.failures == [
                ArticleFailure(path: directory.file("gone"), reason: "no such file or directory"),
                ArticleFailure(path: directory.file("d/a.txt/b"), reason: "not a directory"),
                ArticleFailure(path: directory.file("gone/too.txt"), reason: "no such file or directory"),
            ])
    }

    @Test func aDeviceIsNoFile() {
        let result = walk([.path("/dev/null")])
        #expect(result.files.isEmpty)
        #expect(result.failures == [ArticleFailure(path: "/dev/null", reason: "neither a file nor a directory")])
    }

    @Test func standardInputIsNoted() {
        #expect(walk([.standardInput]).readsStandardInput)
    }

    @Test func relativePathsBecomeAbsolute() {
        let result = walk([.path("no/./such/../file.txt")])
        let directory = FileManager.default.currentDirectoryPath
        #expect(result.failures.map(\.path) == [directory + "/no/file.txt"])
    }

    @Test func coversWhatLiesBelowGivenDirectories() throws {
        for name in ["d/a.txt", "d/e/b.txt", "dd/c.txt"] { try directory.write(name, "It sank.") }
        let result = walk("d", "dd/c.txt", "gone")
        for name in ["d/a.txt", "d/was here.txt", "d/e/b.txt", "d/e/f/g.txt"] {
            #expect(result.covers(directory.file(name)), "\(name)")
        }
        for name in ["d", "dd/c.txt", "dd/d.txt", "gone", "gone/a.txt", "da.txt"] {
            #expect(!result.covers(directory.file(name)), "\(name)")
        }
        #expect(!result.covers("-"))
    }

    @Test func aVanishedFileInADirectoryIsCovered() throws {
        try directory.write("d/a.txt", "It sank.")
        let path = try directory.write("d/b.txt", "It sank.")
        try directory.remove("d/b.txt")
        let result = walk("d", "d/b.txt")
        #expect(result.failures.map(\.path) == [path])
        #expect(result.covers(path))
    }

    /// The target may only be away for now: what the index holds of it stays.
    @Test func whatADanglingLinkHidesIsNotCovered() throws {
        try directory.write("d/a.txt", "It sank.")
        try link("d/gone.txt", to: "nowhere")
        try link("d/volume", to: "/nonexistent/volume")
        let result = walk("d")
        #expect(names(result) == ["d/a.txt"])
        #expect(result.failures.map(\.path) == [directory.file("d/gone.txt")])
        #expect(!result.covers(directory.file("d/gone.txt")))
        #expect(!result.covers(directory.file("d/volume/b.txt")))
        #expect(result.covers(directory.file("d/volume.txt")))
    }

    @Test(.enabled(if: geteuid() != 0, "the superuser lists every directory"))
    func whatCannotBeListedIsNotCovered() throws {
        for name in ["d/a.txt", "d/locked/b.txt", "d/unsearchable/c.txt"] { try directory.write(name, "It sank.") }
        let locked = directory.file("d/locked")
        let unsearchable = directory.file("d/unsearchable")
        try #require(chmod(locked, 0) == 0 && chmod(unsearchable, 0o600) == 0)
        defer {
            chmod(locked, 0o700)
            chmod(unsearchable, 0o700)
        }
        let result = walk("d")
        #expect(names(result) == ["d/a.txt"])
        #expect(result.failures.map(\.path) == [locked, unsearchable + "/c.txt"])
        #expect(!result.covers(locked + "/b.txt") && !result.covers(unsearchable + "/c.txt"))
        #expect(result.covers(directory.file("d/a.txt")))
    }
}
