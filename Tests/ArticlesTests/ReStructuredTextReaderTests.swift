import Articles
import Foundation
import Testing

@Suite struct ReStructuredTextReaderTests {
    private func article(_ text: String) throws -> Article {
        let reading = try Reading(text, named: "a.rst")
        #expect(reading.failures.isEmpty)
        return try #require(reading.articles.first)
    }

    @Test(arguments: [
        ("Ferry sinks\n===========\n\nIt sank.", "Ferry sinks", "\nIt sank.", 3),
        ("Ferry sinks\n----\nIt sank.", "Ferry sinks", "It sank.", 3),
        ("===========\nFerry sinks\n===========\n\nIt sank.", "Ferry sinks", "\nIt sank.", 4),
        ("~~~~~~~~~~~\n  Ferry sinks\n~~~~~~~~~~~\nIt sank.", "Ferry sinks", "It sank.", 4),
        ("\n\nFerry\n+++++\nIt sank.", "Ferry", "It sank.", 5),
        (".. _ferry:\n.. a comment\n   that goes on\n\nFerry\n#####\nIt sank.", "Ferry", "It sank.", 7),
        ("여객선\n===\nIt sank.", "여객선", "It sank.", 3),
        ("Ferry sinks\r\n===========\r\n\r\nIt sank.\r\n", "Ferry sinks", "\r\nIt sank.\r\n", 3),
    ])
    func takesATitle(text: String, title: String, body: String, line: Int) throws {
        let article = try article(text)
        #expect(article.title == title && article.body == body && article.lines == .counted(from: line))
    }

    @Test(arguments: [
        "It sank.", "Ferry sinks\n==\n\nIt sank.", "Ferry sinks\n\n===========\n", "----\n\nIt sank.",
        "===========\nFerry sinks\n-----------\n", ":role:`Ferry` sank.", ".. note:: It sank.\n",
        "  Ferry sinks\n=============\n",
    ])
    func takesNoTitle(text: String) throws {
        let article = try article(text)
        #expect(article.title == nil && article.body == text && article.lines == .counted(from: 1))
    }

    @Test(arguments: [
        "Ferry sinks\n===========\n\n:author: Kim\n:DATE: 2023-09-12\n:link: https://wire.example/1\n:lang: en\n\nIt sank.",
        ":author: Kim\n:date: 2023-09-12\n:link: https://wire.example/1\n:lang: en\n\nFerry sinks\n-----------\n\nIt sank.",
        ":title: Ferry sinks\n:author:\n  Kim\n:date: 2023-09-12\n:url: https://wire.example/1\n:language: en\n\nIt sank.",
        ":date: 2023-09-12\n:lang: en\n\nFerry sinks\n-----------\n:author: Kim\n:link: https://wire.example/1\n\nIt sank.",
    ])
    func takesFields(text: String) throws {
        let article = try article(text)
        #expect(article.title == "Ferry sinks" && article.body == "\nIt sank." && article.author == "Kim")
        #expect(article.published?.text == "2023-09-12" && article.url == "https://wire.example/1")
        #expect(article.language == "en" && article.source == nil)
    }

    @Test func namesCanBeMapped() throws {
        var options = ReadingOptions()
        try options.fieldMap.map("author=byline")
        let reading = try Reading(":byline: Kim\n:author: Lee\n\nIt sank.", named: "a.rst", options)
        #expect(reading.articles.first?.author == "Kim")
    }

    @Test func fieldsAloneAreNoArticle() throws {
        let reading = try Reading(":author: Kim\n", named: "a.rst")
        #expect(reading.failures.map(\.reason) == ["no text behind the field list, and no title in it"])
    }
}

@Suite struct OrgReaderTests {
    private func article(_ text: String) throws -> Article {
        let reading = try Reading(text, named: "a.org")
        #expect(reading.failures.isEmpty)
        return try #require(reading.articles.first)
    }

    @Test(arguments: [
        "#+TITLE: Ferry sinks\n#+AUTHOR: Kim\n#+DATE: <2023-09-12 Tue>\n#+LANGUAGE: en\n\nIt sank.",
        "#+title: Ferry\n#+title: sinks\n#+date: [2023-09-12]\n# a comment\n#+author: Kim\n#+language: en\n\nIt sank.",
        ":PROPERTIES:\n:ID: 12\n:END:\n#+DATE: 2023-09-12\n#+AUTHOR: Kim\n#+LANGUAGE: en\n* Ferry sinks\n\nIt sank.",
        "#+DATE: 2023-09-12\n#+AUTHOR: Kim\n#+LANGUAGE: en\n\n* Ferry sinks :sea:news:\n\nIt sank.",
    ])
    func takesKeywords(text: String) throws {
        let article = try article(text)
        #expect(article.title == "Ferry sinks" && article.body == "\nIt sank." && article.author == "Kim")
        #expect(article.published?.text == "2023-09-12" && article.language == "en")
        #expect(
            article.lines == .counted(from: text.split(separator: "\n", omittingEmptySubsequences: false).count - 1))
    }

    @Test func timesAreKept() throws {
        let article = try article("#+DATE: <2023-09-12 Tue 10:30>\nIt sank.")
        #expect(article.published?.text.hasPrefix("2023-09-12T10:30") == true)
    }

    @Test(arguments: ["It sank.", ":PROPERTIES:\nIt sank.", "** Second\nIt sank.", "#hash\nIt sank.", "*\nIt sank."])
    func takesNoTitle(text: String) throws {
        let article = try article(text)
        #expect(article.title == nil && article.body == text && article.lines == .counted(from: 1))
    }

    @Test func aTitleInTheKeywordsLeavesTheHeadings() throws {
        let article = try article("#+TITLE: Ferry sinks\n* What happened\nIt sank.")
        #expect(article.title == "Ferry sinks" && article.body == "* What happened\nIt sank.")
    }

    @Test func keywordsAloneAreNoArticle() throws {
        let reading = try Reading("#+AUTHOR: Kim\n", named: "a.org")
        #expect(reading.failures.map(\.reason) == ["no text behind the keywords, and no #+TITLE: among them"])
    }
}

/// Where the body stands in the file.
@Suite struct SourceOffsetTests {
    private static let files = [
        ("a.txt", "Ferry sinks\n\nPjöngjang schweigt."), ("a.md", "---\ntitle: a\n---\n# Ferry\nPjöngjang schweigt."),
        ("a.rst", "Ferry\n=====\nPjöngjang schweigt."), ("a.org", "#+TITLE: a\nPjöngjang schweigt."),
        ("b.txt", "Pjöngjang schweigt."),
    ]

    @Test(arguments: files)
    func areThoseOfTheFile(name: String, text: String) throws {
        for mark in [[], [0xEF, 0xBB, 0xBF]] as [[UInt8]] {
            let bytes = mark + text.utf8
            let article = try #require(try Reading(bytes, named: name).articles.first)
            let place = try #require(article.body.utf8.count >= 4 ? article.body.range(of: "schweigt") : nil)
            let start = article.body.utf8.distance(from: article.body.startIndex, to: place.lowerBound)
            let source = try #require(article.sourceMap?.source(of: start..<start + 8))
            #expect(bytes[source].elementsEqual("schweigt".utf8))
        }
    }

    @Test(arguments: files)
    func areNotKnownInOtherEncodings(name: String, text: String) throws {
        let utf16 = try Reading(text.utf16Bytes(isBigEndian: true), named: name)
        let windows = try Reading(text.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }, named: name)
        let damaged = try Reading(Array(text.utf8) + [0xC3], named: name)
        for reading in [utf16, windows, damaged] {
            #expect(reading.articles.count == 1 && reading.articles.first?.sourceMap == nil)
        }
    }
}
