import Articles
import TestSupport
import Testing

/// Records are read by simdjson, and what that does not take by Foundation: it must make no difference.
@Suite struct JSONRecordPropertyTests {
    /// More than simdjson holds, under a name that nobody asks for.
    private static let leftToFoundation = #""~": 123456789012345678901234567890, "#

    private static func value(_ generator: inout SplitMix64) -> String {
        let values = [
            #""""#, #""a""#, #"" ""#, #""It sank.\nThen \"it\" rose.""#, #""caf\u00e9 \ud83d\ude00 \/""#, #""é 북한 👩‍👩‍👧""#,
            #""a\u0000b""#, #""\ud83d""#, #""\ude00x""#, "null", "true", "false", "0", "-0", "-0.0", "1.0", "1e3",
            "1.5",
            "-1.10", "1e300", "1e400", "17", "20230912", "1694507400", "1694507400.25", "9007199254740993",
            "9007199254740993.0", "9223372036854775807", "9223372036854775808", "18446744073709551615",
            "18446744073709551616", "-9223372036854775809", "123456789012345678.5", "{}", #"{"text": "b"}"#, "[]",
            "[[]]",
            #"["a"]"#, #"["a", "b\n"]"#, #"["a", null]"#, #"["a", 1]"#, #"["\ud83d"]"#, "[1, 2]", #"[{"name": "a"}]"#,
            #""2023-09-12""#, #""2023-09-12T08:30:15Z""#, #""2023-02-30""#, #""12 Sep 2023""#, #""1694507400""#,
            #""2023""#,
        ]
        return values.randomElement(using: &generator) ?? "null"
    }

    private static func fields(_ generator: inout SplitMix64) -> String {
        let names = FieldMap.Field.allCases.flatMap { FieldMap().names(of: $0) } + ["other", "Text", "te\\u0078t", "é"]
        return (0..<Int.random(in: 0...8, using: &generator)).map { _ in
            let name = names.randomElement(using: &generator) ?? "text"
            return "\"\(name)\":\(Bool.random(using: &generator) ? " " : "")\(value(&generator))"
        }.joined(separator: ", ")
    }

    @Test(arguments: [81, 82] as [UInt64])
    func bothParsersReadTheSame(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let records = (0..<4000).map { _ in Self.fields(&generator) }
        let plain = try Reading(records.map { "{\($0)}\n" }.joined(), named: "a.jsonl")
        let others = try Reading(
            records.map { "{\(Self.leftToFoundation)\($0.isEmpty ? "\"x\": 0" : $0)}\n" }.joined(), named: "a.jsonl")
        #expect(plain.articles.count > 1000 && plain.failures.count > 100)
        #expect(plain.failures.map(\.line) == others.failures.map(\.line))
        #expect(plain.failures.map(\.reason) == others.failures.map(\.reason))
        try #require(plain.articles.count == others.articles.count)
        for (one, var other) in zip(plain.articles, others.articles) {
            // They lie in directories of different names.
            other.key = String(one.key.prefix { $0 != "#" } + other.key.drop { $0 != "#" })
            guard case .fixed(let line) = one.lines else { continue }
            try #require(one == other, "seed \(seed), \(records[line - 1])")
        }
    }
}
