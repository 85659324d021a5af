import Articles
import Foundation
import TestSupport
import Testing

/// A compression, as the system's tool makes it.
struct Compression: CustomTestStringConvertible {
    let tool: String
    let ending: String
    /// The line `{"text":"packed"}`, packed by the tool, in base 64.
    let fixture: String

    static let all = [
        Compression(
            tool: "gzip", ending: "gz", fixture: "H4sIAAAAAAACA6tWKkmtKFGyUipITM5OTVGq5QIAgJ5dlRIAAAA="),
        Compression(
            tool: "xz", ending: "xz",
            fixture: "/Td6WFoAAATm1rRGAgAhARwAAAAQz1jMAQAReyJ0ZXh0IjoicGFja2VkIn0K"
                + "AAAATeQJ+xHDEkMAASoSSwhUvB+2830BAAAAAARZWg=="),
        Compression(
            tool: "bzip2", ending: "bz2",
            fixture: "QlpoOTFBWSZTWXrnpYUAAAhZgAAQEAAAEC4IREogACIIxPRlCAaAFsoWRpBtRS58XckU4UJB656WFA=="),
        Compression(tool: "zstd", ending: "zst", fixture: "KLUv/SQSkQAAeyJ0ZXh0IjoicGFja2VkIn0KJHZPfg=="),
    ]

    /// Those whose tool this machine has.
    static let installed = all.filter { $0.toolPath != nil }

    var testDescription: String { tool }

    var fixtureBytes: [UInt8]? { Data(base64Encoded: fixture).map { Array($0) } }

    private var toolPath: String? {
        ["/usr/bin/", "/bin/", "/usr/local/bin/", "/opt/homebrew/bin/"].map { $0 + tool }
            .first(where: FileManager.default.isExecutableFile)
    }

    /// What the tool makes of `bytes`.
    func packed(_ bytes: some Sequence<UInt8>) throws -> [UInt8] {
        let directory = try TemporaryDirectory()
        try directory.write("plain", bytes: bytes)
        try directory.write("packed", bytes: [])
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try #require(toolPath))
        // Small blocks, so that a cut leaves some whole.
        process.arguments = ["-1", "-c"]
        // From file to file: a pipe would have to be drained while the tool runs.
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: directory.file("plain")))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: directory.file("packed")))
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
        return Array(try Data(contentsOf: URL(fileURLWithPath: directory.file("packed"))))
    }
}

/// Every format is read through every compression, known by its bytes and not by its name.
@Suite struct CompressionTests {
    private static let formats = ReaderSample.all.keys.sorted()

    private func ending(_ format: String) throws -> String {
        try #require(ReaderRegistry.reader(named: format)?.extensions.first)
    }

    /// Texts that hardly shrink, so that the packed file has many blocks.
    private func texts(count: Int, seed: UInt64) -> [String] {
        var generator = SplitMix64(seed: seed)
        return (0..<count).map { number in
            "\(number) " + (0..<60).map { _ in String(generator.next(), radix: 36) }.joined(separator: " ")
        }
    }

    @Test(arguments: Compression.all)
    func readsTheFixture(compression: Compression) throws {
        let bytes = try #require(Data(base64Encoded: compression.fixture))
        for name in ["a.jsonl.\(compression.ending)", "a.jsonl", "a"] {
            let reading = try Reading(bytes, named: name)
            #expect(reading.failures.isEmpty && reading.articles.map(\.body) == ["packed"], "\(name)")
        }
        let twice = try Reading(bytes + bytes, named: "a.jsonl")
        #expect(twice.failures.isEmpty && twice.articles.map(\.lines) == [.fixed(1), .fixed(2)])
    }

    @Test(arguments: Compression.installed, formats)
    func readsWhatTheToolPacked(compression: Compression, format: String) throws {
        let sample = try #require(ReaderSample.all[format])
        let bytes = sample.bytes(texts(count: 200, seed: 41))
        let name = "a.\(try ending(format))"
        let plain = try Reading(bytes, named: name)
        let packed = try Reading(compression.packed(bytes), named: "\(name).\(compression.ending)")
        #expect(plain.failures.isEmpty && packed.failures.isEmpty)
        #expect(packed.articles.map(\.body) == plain.articles.map(\.body))
        #expect(packed.articles.map(\.lines) == plain.articles.map(\.lines))
    }

    @Test(arguments: Compression.installed, formats)
    func membersAreReadAsOne(compression: Compression, format: String) throws {
        let sample = try #require(ReaderSample.all[format])
        let bytes = sample.bytes(texts(count: 100, seed: 42))
        let name = "a.\(try ending(format))"
        let members = try [bytes[..<5000], [], bytes[5000..<5001], bytes[5001...]].map { try compression.packed($0) }
        let packed = try Reading(members.joined(), named: name)
        #expect(packed.failures.isEmpty)
        #expect(packed.articles.map(\.body) == (try Reading(bytes, named: name)).articles.map(\.body))
    }

    @Test(arguments: Compression.installed, formats)
    func blankPackedFilesAreEmpty(compression: Compression, format: String) throws {
        for text in ["", "\n \n"] {
            let reading = try Reading(compression.packed(text.utf8), named: "a.\(try ending(format))")
            #expect(reading.articles.isEmpty && reading.failures.map(\.reason) == ["empty file"])
        }
    }

    /// What came before the cut is good, the cut is one failure, and half a record is none.
    @Test(arguments: Compression.installed, formats)
    func aCutIsReportedAndWhatCameBeforeKept(compression: Compression, format: String) throws {
        let sample = try #require(ReaderSample.all[format])
        let plain = sample.bytes(texts(count: 1000, seed: 43))
        let name = "a.\(try ending(format))"
        let whole = try Reading(plain, named: name)
        let bytes = try compression.packed(plain)
        let cut = try Reading(bytes.prefix(bytes.count * 9 / 10), named: name)
        let failure = try #require(cut.failures.first)
        #expect(cut.failures.count == 1)
        #expect(failure.reason.contains("cut off") || failure.reason.contains("damaged"), "\(failure.reason)")
        #expect(failure.isPresentable, "\(failure.reason)")
        if sample.isContainer {
            #expect(cut.articles.count < whole.articles.count)
            #expect(cut.articles.count > whole.articles.count / 4)
            #expect(cut.articles.map(\.body) == whole.articles.prefix(cut.articles.count).map(\.body))
        } else {
            #expect(cut.articles.isEmpty)
        }
    }

    @Test(arguments: Compression.installed, formats)
    func aCutAnywhereIsNeverSilent(compression: Compression, format: String) throws {
        let sample = try #require(ReaderSample.all[format])
        let bytes = try compression.packed(sample.bytes(texts(count: 20, seed: 44)))
        let name = "a.\(try ending(format))"
        var generator = SplitMix64(seed: 45)
        for _ in 0..<20 {
            let length = Int.random(in: 20..<bytes.count, using: &generator)
            let cut = try Reading(bytes.prefix(length), named: name)
            #expect(cut.failures.count >= 1, "\(length) of \(bytes.count) bytes")
        }
    }

    @Test(arguments: Compression.installed)
    func damageIsReported(compression: Compression) throws {
        let sample = try #require(ReaderSample.all["jsonl"])
        var bytes = try compression.packed(sample.file(texts(count: 500, seed: 46)).utf8)
        for index in bytes.count / 2..<bytes.count / 2 + 200 { bytes[index] ^= 0x5A }
        let reading = try Reading(bytes, named: "a.jsonl")
        #expect(!reading.failures.isEmpty)
        #expect(reading.failures.allSatisfy { $0.isPresentable })
    }
}
