import TestSupport
import Testing

@testable import TextAnalysis

/// Shingles, and the fingerprints that stand for them.
@Suite struct FingerprintTests {
    private struct Text {
        var shingles: Shingles
        var fingerprint: Fingerprint
    }

    private func read(_ text: String, by analyzer: inout Analyzer) -> Text {
        let stream = analyzer.tokens(of: text)
        return text.withUTF8Span { bytes in
            Text(
                shingles: Shingles(bytes),
                fingerprint: Fingerprint(stream, of: bytes, terms: analyzer.terms))
        }
    }

    private func read(_ text: String) -> Text {
        var analyzer = Analyzer(.english)
        return read(text, by: &analyzer)
    }

    /// `count` words that have not come before.
    private func words(_ count: Int, _ next: inout Int) -> [String] {
        defer { next += count }
        return (next..<next + count).map { "w\($0)" }
    }

    @Test func fiveWordsInARowAreAShingle() {
        #expect(read("").shingles.count == 0)
        #expect(read("– … !").fingerprint.isEmpty)
        for count in 1...5 {
            #expect(read(Array("abcde").prefix(count).map(String.init).joined(separator: " ")).shingles.count == 1)
        }
        #expect(read("one two three four five six seven").shingles.count == 3)
        #expect(read("one two one two one two one two").shingles.count == 2)
    }

    @Test(arguments: [
        ("", 0), ("– … !", 0), ("' ’ '", 0), ("a", 1), ("don’t", 1), ("don't, ‘quote’", 2), ("Jong-un", 2),
        ("a\u{2014}b", 2),
        ("café crème", 2), ("naïve", 1), ("東京", 2), ("on 東京都 line", 5), ("東 京a", 3), ("x1 2y", 2), ("a\u{301}b", 1),
        ("핵무기", 3), ("один два", 2), ("end’", 1), ("é", 1), ("end\u{2028}", 1),
    ]) func wordsOfShingles(_ text: String, _ count: Int) {
        #expect(read(text).shingles.words == count)
    }

    @Test(arguments: [
        ("The green train left Pyongyang on Sunday.", "the GREEN train left Pyongyang, on Sunday"),
        ("a b", "A, b"),
        ("Kim’s visit didn’t last", "Kim's visit didn't last"),
        ("Sinn Féin’s leader", "SINN Féin's leader"),
        ("counterrevolutionaries' plan", "Counterrevolutionaries’ plan"),
    ]) func howAWordIsWrittenMakesNoDifference(_ one: String, _ other: String) {
        #expect(read(one).fingerprint == read(other).fingerprint)
        #expect(read(one).shingles.similarity(to: read(other).shingles) == 1)
    }

    @Test(arguments: [
        ("one two three four five", "five four three two one"),
        ("one two three four", "one two three"),
        ("one two", "two one"),
        ("one two three four five", "one two three four five six seven"),
        ("", ""),
    ]) func otherWordsOrOrdersDo(_ one: String, _ other: String) {
        #expect(read(one).shingles.similarity(to: read(other).shingles) < Shingles.leastSimilarity)
        #expect(read(one).fingerprint.similarity(to: read(other).fingerprint) < Shingles.leastSimilarity)
    }

    /// Terms lie elsewhere in an analyzer that has read other texts, and the last of them at the end of its memory.
    @Test(arguments: 1...4 as ClosedRange<UInt64>)
    func whatAnAnalyzerHasReadBeforeMakesNoDifference(seed: UInt64) {
        let archive = GeneratedArchive(articles: 60, words: 1...60, mostWords: 900, seed: seed)
        var experienced = Analyzer(.english, knownWords: 300)
        for article in archive.articles {
            let long = article.text + " Donaudampfschifffahrtsgesellschaftskapitän antidisestablishmentarianism"
            experienced.trim()
            let (text, fresh) = (read(long, by: &experienced), read(long))
            #expect(text.fingerprint == fresh.fingerprint, "seed \(seed): \(long)")
        }
    }

    /// Against sets of the words themselves.
    @Test(arguments: 1...3 as ClosedRange<UInt64>)
    func similarityIsThatOfTheSetsOfShingles(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        for _ in 0..<300 {
            let vocabulary = Int.random(in: 1...8, using: &generator)
            let texts = (0..<2).map { _ in
                (0..<Int.random(in: 0...40, using: &generator)).map { _ in
                    "w\(Int.random(in: 0..<vocabulary, using: &generator))"
                }
            }
            let sets = texts.map { words in
                words.count < 5
                    ? Set(words.isEmpty ? [] : [words]) : Set((0...words.count - 5).map { Array(words[$0..<$0 + 5]) })
            }
            let union = sets[0].union(sets[1]).count
            let expected = union > 0 ? Double(sets[0].intersection(sets[1]).count) / Double(union) : 0
            let read = texts.map { self.read($0.joined(separator: " ")).shingles }
            #expect(read.map(\.count) == sets.map(\.count), "seed \(seed): \(texts)")
            #expect(read[0].similarity(to: read[1]) == expected, "seed \(seed): \(texts)")
        }
    }

    /// The fingerprints of texts whose similarity is known: the estimate has no bias, and the deviation that the bins
    /// lead to expect, or less.
    @Test(arguments: [0.3, 0.5, 0.7, 0.8, 0.9, 1]) func fingerprintsEstimateSimilarity(similarity: Double) {
        var next = 0
        for length in [12, 40, 120, 700] {
            var errors: [Double] = []
            for _ in 0..<60 {
                // Of texts with `common` shingles in common, each has as many others.
                let own = (1 - similarity) / (1 + similarity) * Double(length - 4)
                let others = Int(own.rounded())
                let common = words(length - others, &next)
                let texts = [common + words(others, &next), common + words(others, &next)].map {
                    self.read($0.joined(separator: " "))
                }
                let exact = texts[0].shingles.similarity(to: texts[1].shingles)
                #expect(exact == Double(length - others - 4) / Double(length + others - 4))
                errors.append(texts[0].fingerprint.similarity(to: texts[1].fingerprint) - exact)
            }
            let mean = errors.reduce(0, +) / Double(errors.count)
            let deviation = (errors.map { $0 * $0 }.reduce(0, +) / Double(errors.count)).squareRoot()
            let expected = (similarity * (1 - similarity) / Double(Fingerprint.count)).squareRoot()
            #expect(abs(mean) < 0.03, "length \(length)")
            #expect(deviation <= expected * 1.4 + 0.001, "length \(length)")
            #expect(similarity < 1 || errors.allSatisfy { $0 == 0 })
        }
    }
}
