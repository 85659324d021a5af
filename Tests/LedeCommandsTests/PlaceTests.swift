import Testing

@testable import LedeCommands

/// Paths as they are typed, kept and shown, and the place of the index.
@Suite struct PlaceTests {
    @Test(arguments: [
        ("/home/ann", "/home/ann/news/a.txt", "news/a.txt"),
        ("/home/ann", "/home/anna/a.txt", "/home/anna/a.txt"),
        ("/home/ann", "/home/ann", "/home/ann"),
        ("/home/ann", "/home/ann/wire.jsonl#a/b", "wire.jsonl#a/b"),
        ("/home/ann", "/home/ann/-n", "./-n"),
        ("/home/ann", "/home/ann/-", "./-"),
        ("/home/ann", "-", "-"),
        ("/home/ann", "-#7", "-#7"),
        ("/", "/etc/motd", "etc/motd"),
        ("/home/é", "/home/é/ü.txt", "ü.txt"),
        ("/home/ann/", "/home/ann/a", "a"),
    ]) func shown(_ directory: String, _ path: String, _ expected: String) {
        #expect(WorkingDirectory(directory).shown(path) == expected)
    }

    @Test(arguments: [
        ("a.txt", "/home/ann/a.txt"), ("./a.txt", "/home/ann/a.txt"), ("../b//c/./d", "/home/b/c/d"), ("/x/../y", "/y"),
        ("-", "-"), ("-#7", "-#7"), ("./-", "/home/ann/-"), ("wire.jsonl#7", "/home/ann/wire.jsonl#7"),
        ("../wire.jsonl#https://a.b/../c", "/home/wire.jsonl#https://a.b/../c"), ("w#", "/home/ann/w#"),
        ("../../../../a", "/a"),
    ]) func stored(_ key: String, _ expected: String) {
        #expect(WorkingDirectory("/home/ann").stored(key: key) == expected)
    }

    @Test(arguments: ["news/a.txt", "./-n", "./-", "-", "-#1", "w.jsonl#1", "/other/b"])
    func whatIsShownNamesTheSame(_ shown: String) {
        let directory = WorkingDirectory("/home/ann")
        #expect(directory.shown(directory.stored(key: shown)) == shown)
    }

    @Test(
        arguments: [
            ("o.sqlite", ["LEDE_INDEX": "e"], "o.sqlite", .option),
            (nil, ["LEDE_INDEX": "e.sqlite", "HOME": "/h"], "e.sqlite", .environment),
            (nil, ["XDG_DATA_HOME": "/d", "HOME": "/h"], "/d/lede/index.sqlite", .standard),
            (nil, ["XDG_DATA_HOME": "d", "HOME": "/h"], "/h/.local/share/lede/index.sqlite", .standard),
            (nil, ["HOME": "/h"], "/h/.local/share/lede/index.sqlite", .standard),
        ] as [(String?, [String: String], String, IndexLocation.Origin)])
    func index(_ option: String?, _ environment: [String: String], _ path: String, _ origin: IndexLocation.Origin)
        throws
    {
        let found = try IndexLocation.find(option: option) { environment[$0] }
        #expect(found == IndexLocation(path: path, origin: origin))
    }

    @Test func anIndexWithoutAPlaceIsAnError() {
        #expect(throws: UsageError.self) { try IndexLocation.find(option: nil) { _ in nil } }
        #expect(throws: UsageError.self) { try IndexLocation.find(option: "") { _ in "/h" } }
    }

    @Test(arguments: [
        ("a.sqlite", "a.sqlite"), ("my index", "'my index'"), ("it's", "'it'\\''s'"), ("", "''"),
        ("ü/a-b_c", "ü/a-b_c"),
        ("$x", "'$x'"),
    ]) func quoting(_ word: String, _ quoted: String) {
        #expect(Shell.quoted(word) == quoted)
    }
}
