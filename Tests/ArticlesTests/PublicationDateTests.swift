import Articles
import Foundation
import TestSupport
import Testing

@Suite struct PublicationDateTests {
    @Test(arguments: [
        // ISO 8601
        ("2023-09-12", "2023-09-12"),
        ("2023-9-2", "2023-09-02"),
        ("2023-09", "2023-09"),
        ("2023", "2023"),
        ("20230912", "2023-09-12"),
        ("2023/09/12", "2023-09-12"),
        ("2023-09-12T08:30", "2023-09-12T08:30:00Z"),
        ("2023-09-12T08:30:15", "2023-09-12T08:30:15Z"),
        ("2023-09-12T08:30:15Z", "2023-09-12T08:30:15Z"),
        ("2023-09-12t08:30:15z", "2023-09-12T08:30:15Z"),
        ("2023-09-12 08:30:15", "2023-09-12T08:30:15Z"),
        ("2023-09-12T08:30:15.987Z", "2023-09-12T08:30:15Z"),
        ("2023-09-12T08:30:15.123456+09:00", "2023-09-11T23:30:15Z"),
        ("2023-09-12T08:30:15-0400", "2023-09-12T12:30:15Z"),
        ("2023-09-12 08:30:15 +0530", "2023-09-12T03:00:15Z"),
        ("2023-09-12T08:30+9", "2023-09-11T23:30:00Z"),
        ("2023-12-31T23:30:00-01:00", "2024-01-01T00:30:00Z"),
        ("2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00Z"),
        ("2023-09-12T24:00:00Z", "2023-09-13T00:00:00Z"),
        ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
        ("  2023-09-12\n", "2023-09-12"),
        // RFC 822 and 1123
        ("Tue, 12 Sep 2023 08:30:00 GMT", "2023-09-12T08:30:00Z"),
        ("Tue, 12 Sep 2023 08:30:00 +0200", "2023-09-12T06:30:00Z"),
        ("12 Sep 2023 08:30 EST", "2023-09-12T13:30:00Z"),
        ("Tue, 12 Sep 2023 08:30:00 +0000 (UTC)", "2023-09-12T08:30:00Z"),
        ("Tue, 12 Sep 23 08:30:00 GMT", "2023-09-12T08:30:00Z"),
        ("12 Sep 99", "1999-09-12"),
        ("Tue Sep 12 08:30:00 UTC 2023", "2023-09-12T08:30:00Z"),
        // Newspapers
        ("September 12, 2023", "2023-09-12"),
        ("Sept. 12, 2023", "2023-09-12"),
        ("Sept 12, 2023", "2023-09-12"),
        ("Sep. 12, 2023", "2023-09-12"),
        ("SEPTEMBER 12, 2023", "2023-09-12"),
        ("12 September 2023", "2023-09-12"),
        ("12. September 2023", "2023-09-12"),
        ("12th September 2023", "2023-09-12"),
        ("the 1st of May, 2023", "2023-05-01"),
        ("May 5, 2023", "2023-05-05"),
        ("Tuesday, September 12, 2023", "2023-09-12"),
        ("Tues. Sept. 12, 2023", "2023-09-12"),
        ("Sep 12 2023 10:30 AM EDT", "2023-09-12T14:30:00Z"),
        ("September 12, 2023, 10:30 p.m.", "2023-09-12T22:30:00Z"),
        ("September 12, 2023 at 10:30pm", "2023-09-12T22:30:00Z"),
        ("September 12, 2023 10:30p.m. PDT", "2023-09-13T05:30:00Z"),
        ("September 12, 2023 12:15 AM", "2023-09-12T00:15:00Z"),
        ("September 12, 2023 12:15 PM", "2023-09-12T12:15:00Z"),
        ("September 12, 2023 9am", "2023-09-12T09:00:00Z"),
        ("Updated 10:30 AM ET, Tue September 12, 2023", "2023-09-12T15:30:00Z"),
        ("September 2023", "2023-09"),
        ("Sept. 2023", "2023-09"),
        ("2023 September 12", "2023-09-12"),
        ("12-Sep-2023", "2023-09-12"),
        ("12-Sep-23", "2023-09-12"),
        ("12.09.2023", "2023-09-12"),
        ("12.9.2023 18:05", "2023-09-12T18:05:00Z"),
        ("12.09.23", "2023-09-12"),
        ("2023.09.12", "2023-09-12"),
        ("09/12/2023", "2023-09-12"),
        ("9/2/2023", "2023-09-02"),
        ("13/09/2023", "2023-09-13"),
        ("09-12-2023", "2023-09-12"),
        ("February 29, 2024", "2024-02-29"),
        ("February 29, 2000", "2000-02-29"),
    ])
    func reads(text: String, expected: String) {
        #expect(PublicationDate(parsing: text)?.text == expected)
    }

    @Test(arguments: [
        "", " ", "/", "//", "a/b", "2023/", "-/-", ".", "..", "1..", "yesterday", "n/a", "-", "--", "T", "Monday",
        "September", "12", "10:30", "September 12",
        "February 30, 2023", "2023-02-29", "1900-02-29", "2023-13-01", "2023-00-10", "2023-09-00", "2023-09-31",
        "31.04.2023", "13/13/2023", "2023-09-12T25:00", "2023-09-12T24:01", "2023-09-12T08:60", "2023-09-12T08:30:61",
        "2023-09-12T13:30 PM", "2023-09-12T0:30 AM", "2023-09-12 AM", "September 12 13, 2023", "May June 2023",
        "2023-09-12 2023-09-13", "2023 2024", "0000-01-01", "12345", "123456789", "2023-09-12T08:30+25:00",
        "2023-09-12T:", "2023-+9-12", "٢٠٢٣-٠٩-١٢", "²023", "12 Sep 023", "12.09.023",
        "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00",
        "99999999999999999999-01-01", "a story about September 12, 2023", "::", "+", "2023-09-12T08:30:",
    ])
    func refuses(text: String) {
        #expect(PublicationDate(parsing: text) == nil)
    }

    @Test(
        arguments: [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
            (1_694_507_400, "2023-09-12T08:30:00Z"),
            (1_694_507_400.9, "2023-09-12T08:30:00Z"),
            (1_694_507_400_000, "2023-09-12T08:30:00Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (-62_135_596_800, "0001-01-01T00:00:00Z"),
            (-62_135_596_801, nil),
            (-99_999_999_999, nil),
            (253_402_300_800_000, nil),
            (.infinity, nil),
            (.nan, nil),
            (1e300, nil),
        ] as [(Double, String?)])
    func readsUnixTime(seconds: Double, expected: String?) {
        #expect(PublicationDate(unixTime: seconds)?.text == expected)
    }

    /// The dates rise, and each one's `end` lies behind all that it holds and before what follows it.
    @Test func orderIsThatOfTime() throws {
        let texts =
            ["1999", "2022-12-31T23:59:59Z", "2023", "2023-08-31", "2023-09", "2023-09-12", "2023-09-12T00:00:00Z"]
            + ["2023-09-12T23:59:59Z", "2023-09-13", "2023-10", "2023-12-31T23:59:59Z", "2024"]
        let dates = try texts.map { try #require(PublicationDate(parsing: $0)) }
        #expect(dates == dates.sorted())
        for date in dates {
            for other in dates {
                let isWithin = other.text.hasPrefix(date.text)
                #expect((other.text < date.end) == (isWithin || other < date), "\(other) and the end of \(date)")
            }
        }
    }

    @Test func isWrittenAsAString() throws {
        let date = try #require(PublicationDate(parsing: "Sept. 12, 2023"))
        #expect(date.description == "2023-09-12")
        let data = try JSONEncoder().encode([date])
        #expect(String(decoding: data, as: UTF8.self) == #"["2023-09-12"]"#)
        #expect(try JSONDecoder().decode([PublicationDate].self, from: data) == [date])
        #expect(PublicationDate(stored: date.text) == date)
        #expect(PublicationDate(stored: "") == nil)
    }

    /// Whatever is read is one of the four forms, and is read again as itself.
    @Test(arguments: [21, 22] as [UInt64])
    func readsItsOwnText(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let pieces = [
            "2023", "12", "9", "31", "0", "Sep", "May", "am", "pm", "Z", "EST", ":", "-", "/", ".", "+", "T", " ", ",",
            "08:30",
            "2023-09-12", "at", "th", "é", "²", "٣", "−",
        ]
        for round in 0..<20_000 {
            let count = Int.random(in: 1...9, using: &generator)
            let text = (0..<count).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            guard let date = PublicationDate(parsing: text) else { continue }
            try #require(
                PublicationDate(parsing: date.text) == date, "seed \(seed), round \(round): \(text.debugDescription)")
            try #require(
                [4, 7, 10, 20].contains(date.text.utf8.count), "seed \(seed), round \(round): \(text) is \(date)")
        }
    }

    @Test(arguments: [31] as [UInt64])
    func unixTimeIsReadBack(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        let calendar = ISO8601DateFormatter()
        for _ in 0..<2000 {
            let seconds = Int.random(in: 0...9_000_000_000, using: &generator)
            let expected = calendar.string(from: Date(timeIntervalSince1970: Double(seconds)))
            #expect(PublicationDate(unixTime: Double(seconds))?.text == expected, "seed \(seed)")
            #expect(PublicationDate(parsing: expected)?.text == expected, "seed \(seed)")
        }
    }

    /// What is spelled as the index has it is read another way than the same behind a space.
    @Test(arguments: [91, 92] as [UInt64])
    func itsOwnSpellingIsReadLikeAnyOther(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        func digits(_ numbers: ClosedRange<Int>, _ width: Int) -> String {
            let text = String(Int.random(in: numbers, using: &generator))
            return String(repeating: "0", count: max(0, width - text.count)) + text
        }
        for _ in 0..<3000 {
            let day = "\(digits(0...2100, 4))-\(digits(0...13, 2))-\(digits(0...32, 2))"
            let time = "T\(digits(0...25, 2)):\(digits(0...61, 2)):\(digits(0...61, 2))"
            for text in [day, day + time, day + time + "Z"] {
                #expect(PublicationDate(parsing: text) == PublicationDate(parsing: " " + text), "\(text)")
            }
        }
    }
}
