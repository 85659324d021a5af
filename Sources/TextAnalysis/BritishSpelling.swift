/// British spellings turned into the American ones, so that *armoured* finds *armored* and the English stemmer
/// treats both alike.
///
/// It runs on text and query in the same way, before stemming. That makes a mapping of a word both spell alike
/// harmless (*dialogue*), and a mapping onto another everyday word harmful: *storey*, *cheque* and *tonne* stay.
public enum BritishSpelling {
    /// The American form of a lower-case word in ASCII; `nil` when it is spelled the same.
    ///
    /// - Complexity: O(bytes), a few hundred nanoseconds: meant to be called once a distinct word.
    public static func american(_ word: [UInt8]) -> [UInt8]? {
        guard word.count >= shortest, word.allSatisfy(\.isASCIILowercase) else { return nil }
        if let whole = Irregular.words[word] { return whole }
        var spelled = word
        var isChanged = false
        // In this order: what one rule makes, a later one may take further (*colourise*, *manoeuvre*).
        for rule in rules {
            if let changed = rule(spelled) {
                spelled = changed
                isChanged = true
            }
        }
        return isChanged ? spelled : nil
    }

    /// The American form of a lower-case word in ASCII; `nil` when it is spelled the same.
    public static func american(_ word: String) -> String? {
        american(Array(word.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    private static let shortest = 4

    private static let rules: [@Sendable ([UInt8]) -> [UInt8]?] = [
        roots, digraphs, our, finalRe, ogue, ence, doubledConsonant, singleConsonant, ise, yse,
    ]
}

// MARK: - Rules

extension BritishSpelling {
    /// *mould*, *sulphur*, *moustache*: words that differ at their beginning, whatever follows.
    private static func roots(_ word: [UInt8]) -> [UInt8]? {
        for root in Roots.byFirstLetter[Int(word[0] - UInt8(ascii: "a"))] where word.starts(with: root.british) {
            return Array(root.american + word[root.british.count...])
        }
        return nil
    }

    /// *anaemia*, *orthopaedic*, *foetus*, *diarrhoea*: ae and oe, in words of medicine and learning alone.
    private static func digraphs(_ word: [UInt8]) -> [UInt8]? {
        guard contains(word, "ae") || contains(word, "oe") else { return nil }
        var spelled = word
        while let (range, american) = firstDigraph(in: spelled) { spelled.replaceSubrange(range, with: american) }
        return spelled.count < word.count ? spelled : nil
    }

    private static func firstDigraph(in word: [UInt8]) -> (Range<Int>, ArraySlice<UInt8>)? {
        for fragment in Fragments.all {
            let length = fragment.british.count
            guard word.count >= length else { continue }
            for index in 0...word.count - length where word[index...].starts(with: fragment.british) {
                return (index..<index + length, fragment.american)
            }
        }
        return nil
    }

    /// *colour*, *unfavourable*, *neighbourhoods*.
    private static func our(_ word: [UInt8]) -> [UInt8]? {
        replace(word, "our", by: "or", stems: Stems.our, tails: Tails.our)
    }

    /// *centre*, *theatres*, *calibred*, *centring*.
    private static func finalRe(_ word: [UInt8]) -> [UInt8]? {
        replace(word, "re", by: "er", stems: Stems.re, tails: Tails.re)
            ?? replace(word, "red", by: "ered", stems: Stems.re, tails: Tails.nothing)
            ?? replace(word, "ring", by: "ering", stems: Stems.re, tails: Tails.nothing)
    }

    /// *catalogue*, *dialogues*, *cataloguing*.
    private static func ogue(_ word: [UInt8]) -> [UInt8]? {
        replace(word, "ogue", by: "og", stems: Stems.ogue, tails: Tails.plural)
            ?? replace(word, "ogu", by: "og", stems: Stems.ogue, tails: Tails.ogueInflected)
    }

    /// *defence*, *licences*, *defenceless*.
    private static func ence(_ word: [UInt8]) -> [UInt8]? {
        replace(word, "enc", by: "ens", stems: Stems.ence, tails: Tails.ence)
    }

    /// *travelling*, *cancelled*, *marvellous*, *counsellors*.
    private static func doubledConsonant(_ word: [UInt8]) -> [UInt8]? {
        guard word.count > 6 else { return nil }
        for index in 3..<word.count - 1 where word[index] == word[index - 1] {
            let stem = word[..<index]
            guard Tails.doubled.contains(word[(index + 1)...]), isStem(stem, in: Stems.doubled) else { continue }
            return Array(stem + word[(index + 1)...])
        }
        return nil
    }

    /// *fulfil*, *enrolment*, *skilfully*: here American doubles.
    private static func singleConsonant(_ word: [UInt8]) -> [UInt8]? {
        replace(word, "l", by: "ll", stems: Stems.single, tails: Tails.single)
    }

    /// *organise*, *privatisation*, *tranquillisers*.
    private static func ise(_ word: [UInt8]) -> [UInt8]? {
        guard let index = lastIndex(of: "is", in: word), index >= 3, Tails.ise.contains(word[(index + 2)...]),
            !keepsIse(word[..<index])
        else { return nil }
        var changed = word
        changed[index + 1] = UInt8(ascii: "z")
        return changed
    }

    /// *analyse*, *paralysed*; *analyses* stays, for it is the plural of *analysis* too.
    private static func yse(_ word: [UInt8]) -> [UInt8]? {
        guard let index = lastIndex(of: "lys", in: word), index >= 3, Tails.yse.contains(word[(index + 3)...])
        else { return nil }
        var changed = word
        changed[index + 2] = UInt8(ascii: "z")
        return changed
    }

    /// Whether the letters before *-ise* are a word's that is written so on both sides of the ocean.
    ///
    /// Greek verbs in *-ize* follow a consonant; after a vowel, *-ise* is French (*noise*, *praise*, *disguise*).
    private static func keepsIse(_ stem: ArraySlice<UInt8>) -> Bool {
        guard let last = stem.last else { return true }
        let beforeLast = stem[stem.endIndex - 2]
        switch last {
        case UInt8(ascii: "a"), UInt8(ascii: "e"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
            UInt8(ascii: "w"):  // likewise
            return true
        case UInt8(ascii: "v") where beforeLast != UInt8(ascii: "i"): return true  // supervise, but collectivise
        case UInt8(ascii: "c") where beforeLast != UInt8(ascii: "i"):  // exercise, but criticise
            return !Stems.cizeInBoth.contains(stem)
        case UInt8(ascii: "r") where beforeLast == UInt8(ascii: "p"): return true  // enterprise
        default: return isStem(stem, in: Stems.iseInBoth)
        }
    }
}

// MARK: - Words apart

extension BritishSpelling {
    /// Replaces `british` where a known stem stands before it and a known tail behind it.
    ///
    /// The lists are asked for by the first word that holds the letters: most words, and most queries, need none.
    private static func replace(
        _ word: [UInt8], _ british: StaticString, by american: StaticString,
        stems: @autoclosure () -> Set<ArraySlice<UInt8>>, tails: @autoclosure () -> Set<ArraySlice<UInt8>>
    ) -> [UInt8]? {
        let length = british.utf8CodeUnitCount
        guard word.count > length else { return nil }
        for index in 1...word.count - length where matches(word, british, at: index) {
            let stem = word[..<index]
            let tail = word[(index + length)...]
            if tails().contains(tail), isStem(stem, in: stems()) { return Array(stem + bytes(of: american) + tail) }
        }
        return nil
    }

    /// Whether `stem` is one of `stems`, or one behind a prefix.
    private static func isStem(_ stem: ArraySlice<UInt8>, in stems: Set<ArraySlice<UInt8>>) -> Bool {
        if stems.contains(stem) { return true }
        return Stems.prefixes.contains { stem.starts(with: $0) && stems.contains(stem.dropFirst($0.count)) }
    }

    private static func lastIndex(of part: StaticString, in word: [UInt8]) -> Int? {
        let length = part.utf8CodeUnitCount
        guard word.count >= length else { return nil }
        return (0...word.count - length).last { matches(word, part, at: $0) }
    }

    private static func contains(_ word: [UInt8], _ part: StaticString) -> Bool {
        let length = part.utf8CodeUnitCount
        return word.count >= length && (0...word.count - length).contains { matches(word, part, at: $0) }
    }

    @inline(__always)
    private static func matches(_ word: [UInt8], _ part: StaticString, at index: Int) -> Bool {
        for offset in 0..<part.utf8CodeUnitCount where word[index + offset] != part.utf8Start[offset] { return false }
        return true
    }

    private static func bytes(of text: StaticString) -> ArraySlice<UInt8> {
        ArraySlice(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
