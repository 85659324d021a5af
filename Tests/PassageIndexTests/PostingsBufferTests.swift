import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex
@testable import TextAnalysis

/// Postings in memory against a dictionary of plain arrays.
@Suite struct PostingsBufferTests {
    /// The positions of each column.
    private typealias Positions = [[Int]]
    private typealias Model = [String: [UInt32: Positions]]

    /// Terms as an analyzer holds them: one behind the other, each known by where it begins.
    private struct Vocabulary {
        var words: [String] = []
        private(set) var bytes: [UInt8] = []
        private var starts: [UInt32] = []
        var numbers = TermNumbers()

        init(_ words: [String]) { for word in words { add(word) } }

        mutating func add(_ word: String) {
            words.append(word)
            starts.append(UInt32(bytes.count))
            bytes += Array(word.utf8)
        }

        func token(_ word: Int, position: Int) -> Token {
            Token(
                start: 0, end: 0, position: UInt32(position), termStart: starts[word],
                termLength: UInt16(words[word].utf8.count), kind: .word)
        }
    }

    /// Adds a column's words, given by their numbers and positions, to buffer and model.
    private func add(
        _ words: [(word: Int, position: Int)], column: Int, row: UInt32, _ vocabulary: inout Vocabulary,
        to buffer: inout PostingsBuffer, _ model: inout Model
    ) {
        var stream = TokenStream()
        for (word, position) in words {
            stream.tokens.append(vocabulary.token(word, position: position))
            model[vocabulary.words[word], default: [:]][row, default: [[], []]][column].append(position)
        }
        vocabulary.bytes.withUnsafeBufferPointer {
            buffer.add(stream, column: UInt8(column), row: row, termBytes: $0, known: &vocabulary.numbers)
        }
    }

    /// What the sealed buffer holds has to be the model, terms in the order of their bytes.
    private func check(_ buffer: inout PostingsBuffer, _ model: Model, _ place: String) {
        let order = buffer.sealed()
        let terms = order.map { Array(buffer.key(of: Int($0))) }
        #expect(terms.elementsEqual(model.keys.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }))
        var list = GrowingMemory<UInt8>(capacity: 1)
        for (number, term) in zip(order, terms) {
            let word = String(decoding: term, as: UTF8.self)
            list.removeAll()
            list.append(7)
            buffer.copyList(of: Int(number), to: &list)
            var reader = PostingsReader(list.start, 1..<list.count)
            var rows: [UInt32] = []
            while reader.next() {
                rows.append(reader.row)
                let expected = model[word]?[reader.row].map(DocumentModel.positionList)
                #expect(expected == Array(reader.positions), "\(place): \(word), row \(reader.row)")
            }
            #expect(rows == model[word]?.keys.sorted(), "\(place): \(word)")
        }
    }

    private func words(_ count: Int, using generator: inout SplitMix64) -> [String] {
        var words: Set<String> = []
        while words.count < count {
            let length = Int.random(in: 1...(words.count % 7 == 0 ? 60 : 9), using: &generator)
            words.insert(String((0..<length).map { _ in "abé".randomElement(using: &generator) ?? "a" }))
        }
        return words.sorted()
    }

    /// Two languages share some of their words; a new vocabulary may take the place of an old one.
    @Test(arguments: 1...12 as ClosedRange<UInt64>)
    func theBufferEqualsADictionary(seed: UInt64) {
        var generator = SplitMix64(seed: seed)
        var buffer = PostingsBuffer()
        for round in 0..<3 {
            var model: Model = [:]
            let all = words(Int.random(in: 5...300, using: &generator), using: &generator)
            var vocabularies = [
                Vocabulary(all.shuffled(using: &generator)), Vocabulary(all.filter { $0.utf8.count < 6 } + ["only"]),
            ]
            var row: UInt32 = 0
            for _ in 0..<Int.random(in: 1...60, using: &generator) {
                let language = Int.random(in: 0..<2, using: &generator)
                for column in 0..<2 where Int.random(in: 0..<4, using: &generator) > 0 {
                    var position = 0
                    let words = (0..<Int.random(in: 0...400, using: &generator)).map { _ in
                        position += Int.random(in: 0...(Bool.random(using: &generator) ? 2 : 300), using: &generator)
                        return (Int.random(in: 0..<vocabularies[language].words.count, using: &generator), position)
                    }
                    add(words, column: column, row: row, &vocabularies[language], to: &buffer, &model)
                }
                row += UInt32.random(in: 1...(Bool.random(using: &generator) ? 1 : 100_000), using: &generator)
                if Int.random(in: 0..<20, using: &generator) == 0 {
                    vocabularies[language] = Vocabulary(all.shuffled(using: &generator) + ["only"])
                }
            }
            check(&buffer, model, "seed \(seed), round \(round)")
            buffer.removeAll()
            #expect(buffer.termCount == 0)
        }
    }

    /// The lengths of position lists around those that one byte can tell.
    @Test(arguments: [0, 1])
    func positionListsOfEveryLength(column: Int) {
        var buffer = PostingsBuffer()
        var model: Model = [:]
        var vocabulary = Vocabulary(["a", "b"])
        for row in 0..<300 as Range<UInt32> {
            let words = (0...Int(row)).map { (word: 0, position: $0) }
            add(words + [(1, 1000)], column: column, row: row, &vocabulary, to: &buffer, &model)
        }
        check(&buffer, model, "column \(column)")
    }

    /// Chains that go on beyond the largest slice, beside one another.
    @Test func longChains() {
        var buffer = PostingsBuffer()
        var model: Model = [:]
        var vocabulary = Vocabulary(["x", "y", "z"])
        for row in 0..<20 as Range<UInt32> {
            let words = (0..<9000).map { (word: $0 % 5 == 0 ? 1 : 0, position: $0 * 130) }
            add(words, column: 0, row: row * 1000, &vocabulary, to: &buffer, &model)
            add([(2, 0), (0, 0), (0, 3)], column: 1, row: row * 1000, &vocabulary, to: &buffer, &model)
        }
        check(&buffer, model, "long chains")
    }

    /// More terms than the table of slots has at first; the memory that is counted grows with them.
    @Test func manyTerms() {
        var buffer = PostingsBuffer()
        var model: Model = [:]
        var vocabulary = Vocabulary([])
        let before = buffer.bytes
        for row in 0..<20 as Range<UInt32> {
            let first = vocabulary.words.count
            for number in 0..<1000 { vocabulary.add("term\(Int(row) * 1000 + number)") }
            add((first..<first + 1000).map { ($0, $0) }, column: 0, row: row, &vocabulary, to: &buffer, &model)
        }
        #expect(buffer.termCount == 20_000)
        #expect(buffer.bytes > before + 20_000 * 16)
        check(&buffer, model, "many terms")
    }

    /// Equal first eight bytes, zero bytes, and terms that begin others.
    @Test func theOrderIsThatOfBytes() {
        var buffer = PostingsBuffer()
        var model: Model = [:]
        var vocabulary = Vocabulary([
            "abcdefgh", "abcdefghi", "abcdefgha", "abcdefg", "abc", "abc\0", "abc\0\0", "\0", "é", "zz", "\u{10FFFF}",
            "\u{FFFF}", "abcdefghijklmnop", "abcdefghijklmno",
        ])
        add(
            vocabulary.words.indices.map { ($0, $0) }, column: 0, row: 0, &vocabulary, to: &buffer, &model)
        check(&buffer, model, "order")
    }

    @Test func nothingHasNoTerms() {
        var buffer = PostingsBuffer()
        #expect(buffer.sealed().isEmpty)
    }
}
