import Articles
import TestSupport
import Testing

@Suite struct FieldMapTests {
    @Test func theUsualNames() {
        let map = FieldMap()
        #expect(map.names(of: .text) == ["text", "body", "content", "article"])
        for field in FieldMap.Field.allCases { #expect(map.names(of: field).first == field.rawValue) }
    }

    @Test(
        arguments: [
            ("text=content", .text, "content"),
            ("body=content", .text, "content"),
            ("published=when", .date, "when"),
            ("id=key", .id, "key"),
            ("title=a=b", .title, "a=b"),
            ("url=my link", .url, "my link"),
        ] as [(String, FieldMap.Field, String)])
    func maps(assignment: String, field: FieldMap.Field, name: String) throws {
        var map = FieldMap()
        try map.map(assignment)
        #expect(map.names(of: field) == [name])
        for other in FieldMap.Field.allCases where other != field {
            #expect(map.names(of: other) == FieldMap().names(of: other))
        }
    }

    @Test(arguments: ["", "text", "text=", "=content", "=", "Text=a", "headline=title", "text:content"])
    func refuses(assignment: String) {
        var map = FieldMap()
        let error = #expect(throws: FieldMapError.self) { try map.map(assignment) }
        #expect(error?.assignment == assignment)
        #expect(map == FieldMap())
    }
}

@Suite struct FileListTests {
    @Test(arguments: [
        ("", false, []),
        ("\n\n", false, []),
        ("a.txt\nb c.txt\n", false, ["a.txt", "b c.txt"]),
        ("a.txt\r\n\r\nb.txt", false, ["a.txt", "b.txt"]),
        ("-\n/x/-\n", false, ["-", "/x/-"]),
        (" a \n", false, [" a "]),
        ("a\0b\nc\0\0d\r\0", true, ["a", "b\nc", "d\r"]),
        ("북.txt\0", true, ["북.txt"]),
    ])
    func reads(text: String, separatedByNUL: Bool, paths: [String]) {
        #expect(FileList.inputs(in: Array(text.utf8), separatedByNUL: separatedByNUL) == paths.map { .path($0) })
    }

    @Test func readsAFile() throws {
        let directory = try TemporaryDirectory()
        let list = try directory.write("list", "a.txt\nb.txt\n")
        #expect(try FileList.inputs(listedIn: list, separatedByNUL: false) == [.path("a.txt"), .path("b.txt")])
        let empty = try directory.write("empty", "")
        #expect(try FileList.inputs(listedIn: empty, separatedByNUL: false).isEmpty)
        #expect(throws: ArticleFailure.self) {
            try FileList.inputs(listedIn: directory.file("gone"), separatedByNUL: false)
        }
    }
}

@Suite struct AbsolutePathTests {
    @Test(arguments: [
        ("a.txt", "/base/a.txt"),
        ("./a.txt", "/base/a.txt"),
        ("a//b/./c/", "/base/a/b/c"),
        ("../a", "/a"),
        ("../../../a", "/a"),
        ("a/../b", "/base/b"),
        (".", "/base"),
        ("", "/base"),
        ("/", "/"),
        ("//x//y", "/x/y"),
        ("/x/..", "/"),
        ("...", "/base/..."),
        ("-", "/base/-"),
        // A slash with an accent behind it is a slash.
        ("../\u{301}x", "/\u{301}x"),
        ("/\u{301}x/./\u{301}", "/\u{301}x/\u{301}"),
    ])
    func isMadeByLettersAlone(path: String, expected: String) {
        #expect(AbsolutePath.of(path, workingDirectory: "/base") == expected)
        #expect(AbsolutePath.of(expected, workingDirectory: "/elsewhere") == expected)
    }
}
