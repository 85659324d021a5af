import Foundation
import TestSupport
import Testing

/// Whatever lies in a directory, and whatever becomes of it meanwhile, files are read, all else is passed over, and nobody
/// waits.
@Suite(.timeLimit(.minutes(10))) struct HostilePathTests {
    private let directory: TemporaryDirectory
    private var index: String { directory.file("index.sqlite") }
    private var news: String { directory.file("news") }

    /// Every one of them is the name of a file with an article.
    private static let names = [
        "plain.txt", "new\nline.txt", "tab\t.txt", "quo\"te's`$(id)`.txt", "-rf.txt", "--index.txt", " spaces .txt",
        "back\\slash.txt",
        "esc\u{1B}[31m.txt", "c1\u{9B}31m.txt", "bidi\u{202E}txt.exe.txt", "hash#1.txt",
        "bang!a.txt", "%41.txt",
        "e\u{301}.txt", "é.txt", "\u{FEFF}bom.txt", "*?[a].txt", "~.txt", "file:x?mode=rw.txt", "東京.txt",
        String(repeating: "n", count: 251) + ".txt",
    ]

    /// Of these no name is UTF-8, or may be taken for one that is not: bytes of Latin-1, the beginning of a character that
    /// does not go on, a surrogate, a byte that no character has, and the character that stands for a byte.
    private static let badNames: [[UInt8]] = [
        [0xE9], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0x61, 0xFF, 0xFE, 0x62], Array("\u{10FEE9}".utf8),
        [0xF4, 0x8F, 0xBB],
    ].map { $0 + Array(".txt".utf8) }

    /// Whether a file could have them; some file systems take names in UTF-8 only.
    private let hasBadNames: Bool

    /// The bytes of all names.
    private var allNames: [[UInt8]] { Self.names.map { Array($0.utf8) } + (hasBadNames ? Self.badNames : []) }

    init() throws {
        let text = "The train left the station.\n"
        directory = try TemporaryDirectory()
        for name in Self.names { try directory.write("news/" + name, text) }
        let news = Array(directory.file("news/").utf8)
        let bad = Self.badNames.map { (news + $0 + [0]).map { CChar(bitPattern: $0) } }
        hasBadNames = bad.allSatisfy { name in
            let descriptor = creat(name, 0o600)
            defer { close(descriptor) }
            return descriptor >= 0 && write(descriptor, text, text.utf8.count) == text.utf8.count
        }
        if !hasBadNames { for name in bad { unlink(name) } }
    }

    // MARK: - What lies about

    @Test func filesAreReadAndTrapsPassedOver() throws {
        let traps = try setTraps()
        let outcome = try CommandProcess("lede-index", ["--index", index, news]).outcome(within: 60)
        try #require(outcome.signal == nil && outcome.status == 2, "\(outcome)")
        try #require(outcome.text.hasPrefix("\(allNames.count) added"), "\(outcome.text)")
        // What a reader would take by its name, and cannot be had, is told: a line each.
        let complaints = outcome.errors.split(separator: "\n")
        try #require(complaints.count == traps.told, "\(outcome.errors)")
        try #require(complaints.allSatisfy { $0.contains(": ") && !$0.contains("\u{1B}") })
        try listedFilesCanBeOpened()
        Torture.note(
            "hostile names and traps in a directory", tries: allNames.count + traps.count,
            survived: allNames.count + traps.count, lost: 0)
    }

    /// What looks like a file and is none, and directories that lead back. Returns how many there are, and how many of
    /// them are told of.
    private func setTraps() throws -> (count: Int, told: Int) {
        var count = 0
        func link(_ name: String, to target: String) {
            #expect(symlink(target, news + "/" + name) == 0)
            count += 1
        }
        link("up", to: "..")
        link("self", to: ".")
        link("root-of-it", to: news)
        link("a.txt", to: "b.txt")
        link("b.txt", to: "a.txt")
        link("dangling.txt", to: "nowhere")
        link("zero.txt", to: "/dev/zero")
        link("terminal.txt", to: "/dev/tty")
        link("z-again.txt", to: "plain.txt")
        #expect(mkfifo(news + "/pipe.txt", 0o600) == 0)
        count += 1
        if listen(on: "socket.txt") { count += 1 }
        // Only the system's administrator makes devices.
        if mknod(news + "/device.txt", S_IFCHR | 0o600, 0) == 0 { count += 1 }
        // A link that leads nowhere, and two that lead to each other.
        return (count, told: 3)
    }

    /// Makes a socket, if its path is not too long for one.
    private func listen(on name: String) -> Bool {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let path = Array((news + "/" + name).utf8)
        guard path.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
        return withUnsafePointer(to: &address) { address in
            address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0
            }
        }
    }

    /// The paths that `-l -0` prints, and those in JSON, are those of the files, by their bytes: é is two names.
    private func listedFilesCanBeOpened() throws {
        let files = Set(allNames.map { Array((news + "/").utf8) + $0 })
        for place in [directory.path, "/"] {
            let list = try CommandProcess.run(
                "lede-query", ["--index", index, "-l", "-0", "train"], workingDirectory: place)
            let paths = Set(list.output.split(separator: 0).map { Array($0) })
            let prefix = Array((place == "/" ? "/" : place + "/").utf8)
            let absolute = Set(paths.map { $0.first == UInt8(ascii: "/") ? $0 : prefix + $0 })
            let difference = absolute.symmetricDifference(files)
            try #require(difference.isEmpty, "\(difference.map { String(decoding: $0, as: UTF8.self) })")
            let hits = try CommandProcess.run(
                "lede-query",
                ["--index", index, "--format", "json", "-n", "1000", "--duplicates", "show", "train"],
                workingDirectory: place)
            let articles = try JSONDecoder().decode([Keyed].self, from: hits.output).map(\.article)
            try #require(Set(articles.map { $0.pathBytes.map { Array($0) } ?? Array($0.key.utf8) }) == paths)
            try #require(articles.count { $0.pathBytes != nil } == (hasBadNames ? Self.badNames.count : 0))
        }
    }

    private struct Keyed: Decodable {
        struct Article: Decodable {
            let key: String
            let pathBytes: Data?

            enum CodingKeys: String, CodingKey {
                case key
                case pathBytes = "path_bytes"
            }
        }
        let article: Article
    }

    /// The paths that are printed are taken by other commands, whatever they look like.
    @Test func listedFilesGoThroughXargs() throws {
        try #require(try CommandProcess.run("lede-index", ["--quiet", "--index", index, news]).status == 0)
        let script = "lede-query --index '\(index)' -l -0 train | xargs -0 cat | sort | uniq -c"
        let outcome = try CommandProcess.run("/bin/sh", ["-c", script], workingDirectory: news)
        let words = outcome.text.split(separator: " ").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
        try #require(words == ["\(allNames.count)", "The", "train", "left", "the", "station."], "\(outcome)")
        let back = "lede-query --index '\(index)' -l -0 train | lede-index --index '\(index)' --files-from - -0"
        let again = try CommandProcess.run("/bin/sh", ["-c", back], workingDirectory: news)
        try #require(again.text.hasPrefix("0 added, 0 updated, \(allNames.count) unchanged, 0 removed"), "\(again)")
    }

    /// A name that is not UTF-8 can be given, as it is and as the key that JSON has; and a directory may have one.
    @Test func namesThatAreNotUTF8CanBeGiven() throws {
        guard hasBadNames else { return }
        try #require(try CommandProcess.run("lede-index", ["--quiet", "--index", index, news]).status == 0)
        try directory.write("rest.txt", "Another train left the station.\n")
        let script = #"""
            set -eu
            index=$1 away=$(printf 'news/\351.d')
            expect() { [ "$1" = "$2" ] || { echo "expected: $1, and there is: $2"; exit 1; }; }
            query() { lede-query --index "$index" "$@"; }
            bad=$(printf 'news/\351.txt')
            expect '0 added, 0 updated, 1 unchanged' "$(lede-index --index "$index" "$bad" | cut -d, -f1-3)"
            query --format jsonl -n 1000 --duplicates show train | lede-index verify > verified
            expect "$(query -c train)" "$(grep -c '^intact' verified)"
            query -l --more-like "$bad" > /dev/null
            key=$(query --format jsonl -n 1000 --duplicates show train | grep -F '"path_bytes":"bmV3cy/pLnR4dA=="' \
                | sed 's/.*"key":"\([^"]*\)".*/\1/')
            expect '1 article removed' "$(lede-index remove --index "$index" "$key")"
            expect '1 added, 0 updated, 0 unchanged' "$(lede-index --index "$index" "$bad" | cut -d, -f1-3)"
            expect '1 article removed' "$(lede-index remove --index "$index" "$bad")"
            mkdir "$away"
            mv rest.txt "$away"
            cd "$away"
            lede-index --quiet --index index.sqlite .
            expect 'rest.txt:1:Another train left the station.' "$(lede-query --index index.sqlite train)"
            lede-index check --quick --index index.sqlite > /dev/null
            lede-index check --repair --index index.sqlite > /dev/null
            lede-index backup --index index.sqlite copy.sqlite > /dev/null
            expect 1 "$(lede-query --index copy.sqlite -c train)"
            # SQLite could not open it.
            if lede-index --index "$PWD/other.sqlite" . 2> complaint; then exit 1; fi
            grep -q 'the path of an index has to be UTF-8' complaint
            """#
        let outcome = try CommandProcess.run("/bin/sh", ["-c", script, "sh", index], workingDirectory: directory.path)
        #expect(outcome.status == 0, "\(outcome)")
    }

    /// Of what surrounds it, too: paths stand in variables.
    @Test func aFilterHasVariablesThatAreNotUTF8() throws {
        try directory.write("a.name", "")
        try directory.write("filter", "#!/bin/sh\nprintenv STORY | od -An -tx1\n")
        let script = #"""
            set -eu
            chmod +x filter
            export STORY=$(printf 'caf\351')
            lede-index --quiet --index filtered.sqlite --filter '*.name=./filter' a.name
            lede-query --index filtered.sqlite e9
            """#
        let outcome = try CommandProcess.run("/bin/sh", ["-c", script], workingDirectory: directory.path)
        #expect(outcome.text == "a.name:1:63 61 66 e9 0a\n", "\(outcome)")
    }

    @Test(arguments: ["/dev/zero", "/dev/null", "/dev/full", "socket.txt"]) func whatIsNoFileIsRefused(path: String)
        throws
    {
        if path == "socket.txt", !listen(on: path) { return }
        let outcome = try CommandProcess("lede-index", ["--index", index, path], workingDirectory: news).outcome(
            within: 60)
        #expect(outcome.status == 2 && outcome.errors.hasSuffix("neither a file nor a directory\n"), "\(outcome)")
    }

    /// Descriptors of the process are passed over where they are found, and read where they are meant.
    @Test func descriptorsAreNoFiles() throws {
        let listed = try CommandProcess("lede-index", ["--index", index, "/proc/self/fd"]).outcome(within: 60)
        try #require(listed.signal == nil && listed.text.hasPrefix("0 added"), "\(listed)")
        let script = "echo 'The train left.' | lede-index --index '\(index)' /dev/stdin"
        let read = try CommandProcess("/bin/sh", ["-c", script]).outcome(within: 60)
        try #require(read.status == 0 && read.text.hasPrefix("1 added"), "\(read)")
    }

    /// Deeper than any path can be long; what lies within reach is read.
    @Test func directoriesHaveNoDepthThatHarms() throws {
        let depth = 4000
        var descriptor = open(news, O_RDONLY | O_DIRECTORY)
        for level in 1...depth {
            try #require(mkdirat(descriptor, "d", 0o700) == 0)
            let next = openat(descriptor, "d", O_RDONLY | O_DIRECTORY)
            if level == 100 || level == depth {
                let file = openat(next, "deep.txt", O_WRONLY | O_CREAT, 0o600)
                let text = Array("A train in the deep.".utf8)
                try #require(write(file, text, text.count) == text.count)
                close(file)
            }
            close(descriptor)
            descriptor = next
        }
        close(descriptor)
        let outcome = try CommandProcess("lede-index", ["--index", index, news]).outcome(within: 120)
        try #require(outcome.signal == nil && outcome.status == 2, "\(outcome.status) \(outcome.errors.prefix(300))")
        try #require(outcome.text.hasPrefix("\(allNames.count + 1) added"), "\(outcome.text)")
        try #require(
            outcome.errors.split(separator: "\n").count == 1 && outcome.errors.hasSuffix(": file name too long\n"))
        // No library goes as deep.
        _ = try CommandProcess.run("/bin/rm", ["-rf", news + "/d"])
    }

    // MARK: - Stored paths

    /// With pipes in the place of all sources, a command that opened one would wait for ever.
    @Test func queriesOpenNoSource() throws {
        try #require(try CommandProcess.run("lede-index", ["--quiet", "--index", index, news]).status == 0)
        let hits = try CommandProcess.run("lede-query", ["--index", index, "--format", "jsonl", "train"])
        try directory.write("hits", hits.text)
        try directory.write("queries", "train\nstation\n")
        for name in Self.names {
            try FileManager.default.removeItem(atPath: news + "/" + name)
            try #require(mkfifo(news + "/" + name, 0o600) == 0)
        }
        let query = ["--index", index]
        var runs = ["text", "line", "jsonl", "json", "tsv", "paths", "trec"].map {
            ("lede-query", query + ["--format", $0, "--passages", "3", "train"])
        }
        runs += [
            ["-c", "train"], ["--explain", "train"], ["--expand", "train"], ["--batch", directory.file("queries")],
        ].map {
            ("lede-query", query + $0)
        }
        runs.append(("lede-query", query + ["--more-like", news + "/plain.txt"]))
        runs += [["stats"], ["check"], ["optimize"], ["remove", news + "/plain.txt"]].map { ("lede-index", $0 + query) }
        for (command, arguments) in runs {
            let outcome = try CommandProcess(command, arguments).outcome(within: 60)
            try #require(outcome.status == 0, "\(arguments): \(outcome)")
        }
        // The one command that is to read them takes a pipe for no source.
        let verified = try CommandProcess("lede-index", ["verify", directory.file("hits")]).outcome(within: 60)
        try #require(verified.status == 1 && verified.errors.contains("0 intact, 0 moved, 0 changed"), "\(verified)")
        Torture.note(
            "queries with pipes in the place of the sources", tries: runs.count + 1, survived: runs.count + 1, lost: 0)
    }

    // MARK: - Changes meanwhile

    /// Files grow, shrink, go, come back as directories and lose their rights while they are read; when that is over,
    /// one more run brings the index to what a new one holds.
    @Test func changesMeanwhileAreCaughtUpWith() throws {
        let tries = Torture.tries(2, long: 60)
        var caughtUp = 0
        for number in 0..<tries {
            try? FileManager.default.removeItem(atPath: directory.file("changing"))
            for suffix in ["", "-wal", "-shm", "-lock"] { unlink(index + suffix) }
            var generator = SplitMix64(seed: UInt64(number))
            for file in 0..<120 {
                try directory.write(
                    "changing/\(file % 8)/\(file).txt", "The train \(file) left.\n" + filler(&generator))
            }
            let run = try CommandProcess("lede-index", ["--index", index, directory.file("changing")])
            run.wait {
                change(&generator)
                return false
            }
            let outcome = try run.outcome()
            try #require(outcome.signal == nil && (outcome.status == 0 || outcome.status == 2), "\(outcome)")
            try #require(try CommandProcess.run("lede-index", ["check", "--index", index]).status == 0)
            _ = try CommandProcess.run("/bin/chmod", ["-R", "u+rwX", directory.file("changing")])
            let fresh = directory.file("fresh.sqlite")
            for suffix in ["", "-wal", "-shm"] { unlink(fresh + suffix) }
            for path in [index, fresh] {
                let last = try CommandProcess.run("lede-index", ["--index", path, directory.file("changing")])
                try #require(last.status == 0, "\(last)")
            }
            let contents = try [index, fresh].map { path in
                let options = ["--index", path, "--format", "line", "-n", "1000", "--duplicates", "show", "train"]
                return try CommandProcess.run("lede-query", options).text.split(separator: "\n").sorted()
            }
            if contents[0] == contents[1] { caughtUp += 1 }
        }
        Torture.note("files change while they are read", tries: tries, survived: caughtUp, lost: tries - caughtUp)
        try #require(caughtUp == tries)
    }

    private func filler(_ generator: inout SplitMix64) -> String {
        String(repeating: "It is away. ", count: Int.random(in: 0...2000, using: &generator))
    }

    /// Does something to one of the files or directories; that it fails is as good.
    private func change(_ generator: inout SplitMix64) {
        let number = Int.random(in: 0..<120, using: &generator)
        let parent = directory.file("changing/\(number % 8)")
        let file = parent + "/\(number).txt"
        switch Int.random(in: 0..<8, using: &generator) {
        case 0: unlink(file)
        case 1:
            // To make it longer would fill it with NULs, which is no text and reported as such.
            let size = off_t(Int.random(in: 4...10, using: &generator))
            var status = stat()
            if stat(file, &status) == 0, status.st_size > size { truncate(file, size) }
        case 2: chmod(file, 0)
        case 3: chmod(parent, Bool.random(using: &generator) ? 0 : 0o700)
        case 4: rename(parent, parent + ".away")
        case 5:
            unlink(file)
            mkdir(file, 0o700)
        default:
            let descriptor = open(file, O_WRONLY | O_APPEND | O_CREAT, 0o600)
            let text = Array("Another train \(number) left.\n".utf8)
            if descriptor >= 0 { _ = write(descriptor, text, text.count) }
            close(descriptor)
        }
    }
}
