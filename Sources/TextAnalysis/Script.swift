/// The writing system a character belongs to, as far as analysis tells them apart.
public enum Script: UInt8, Sendable, CaseIterable {
    case other
    case latin
    case greek
    case cyrillic
    case armenian
    case hebrew
    case arabic
    case devanagari
    case bengali
    case gurmukhi
    case gujarati
    case oriya
    case tamil
    case telugu
    case kannada
    case malayalam
    case sinhala
    case thai
    case lao
    case tibetan
    case myanmar
    case georgian
    case hangul
    case ethiopic
    case khmer
    case mongolian
    case hiragana
    case katakana
    case bopomofo
    case han
}

extension Script {
    /// Whether it is written without spaces in letters, of which a word has several.
    public var isOfLettersWithoutSpaces: Bool {
        switch self {
        case .thai, .lao, .myanmar, .khmer: true
        default: false
        }
    }
}

// MARK: - Of characters

extension Script {
    /// The script of a letter or mark; `other` for digits, signs, and scripts analysis treats no differently.
    ///
    /// The ranges are those of Unicode's blocks: an unassigned code point counts as its neighbours do.
    ///
    /// - Complexity: O(1), a few comparisons.
    public static func of(_ scalar: UInt32) -> Script {
        switch scalar {
        case 0..<0x250: isLatinLetter(scalar) ? .latin : .other
        case 0x250..<0x590: ofEuropean(scalar)
        case 0x590..<0x1100: ofMiddleEasternOrIndian(scalar)
        case 0x1100..<0x3000: ofRareBlock(scalar)
        case 0x3000..<0xD800: ofEastAsian(scalar)
        default: ofCompatibilityForm(scalar)
        }
    }

    /// The script of the first character in `word` that has one; `other` when none has.
    static func of(firstLetterOf word: Span<UInt8>) -> Script {
        var index = 0
        while index < word.count {
            let (scalar, length) = word.scalar(at: index)
            let script = of(scalar)
            if script != .other { return script }
            index += length
        }
        return .other
    }

    private static func isLatinLetter(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return (scalar | 0x20) &- 0x61 < 26 }
        return scalar >= 0xC0 && scalar != 0xD7 && scalar != 0xF7 || scalar == 0xAA || scalar == 0xBA
    }

    private static func ofEuropean(_ scalar: UInt32) -> Script {
        switch scalar {
        case ..<0x2B0: .latin  // phonetic letters
        case 0x370...0x3FF: .greek
        case 0x400...0x52F: .cyrillic
        case 0x531...0x58F: .armenian
        default: .other
        }
    }

    private static func ofMiddleEasternOrIndian(_ scalar: UInt32) -> Script {
        switch scalar {
        case 0x591...0x5F4: .hebrew
        case 0x600...0x6FF, 0x750...0x77F, 0x870...0x8FF: .arabic
        case 0x900...0x97F: .devanagari
        case 0x980...0x9FF: .bengali
        case 0xA00...0xA7F: .gurmukhi
        case 0xA80...0xAFF: .gujarati
        case 0xB00...0xB7F: .oriya
        case 0xB80...0xBFF: .tamil
        case 0xC00...0xC7F: .telugu
        case 0xC80...0xCFF: .kannada
        case 0xD00...0xD7F: .malayalam
        case 0xD80...0xDFF: .sinhala
        case 0xE01...0xE3A, 0xE40...0xE5B: .thai
        case 0xE80...0xEFF: .lao
        case 0xF00...0xFFF: .tibetan
        case 0x1000...0x109F: .myanmar
        case 0x10A0...0x10FF: .georgian
        default: .other
        }
    }

    private static func ofRareBlock(_ scalar: UInt32) -> Script {
        switch scalar {
        case 0x1100...0x11FF: .hangul
        case 0x1200...0x139F, 0x2D80...0x2DDF: .ethiopic
        case 0x1780...0x17FF, 0x19E0...0x19FF: .khmer
        case 0x1800...0x18AF: .mongolian
        case 0x1C80...0x1C8F, 0x2DE0...0x2DFF: .cyrillic
        case 0x1C90...0x1CBF, 0x2D00...0x2D2F: .georgian
        case 0x1D00...0x1DBF, 0x1E00...0x1EFF, 0x2C60...0x2C7F: .latin
        case 0x1F00...0x1FFF: .greek
        case 0x2E80...0x2FDF: .han
        default: .other
        }
    }

    private static func ofEastAsian(_ scalar: UInt32) -> Script {
        switch scalar {
        case 0x3005...0x3007, 0x3021...0x3029, 0x3038...0x303B: .han
        case 0x3041...0x309F: .hiragana
        case 0x30A0...0x30FF, 0x31F0...0x31FF: .katakana
        case 0x3100...0x312F, 0x31A0...0x31BF: .bopomofo
        case 0x3131...0x318E: .hangul
        case 0x3400...0x4DBF, 0x4E00...0x9FFF: .han
        case 0xA640...0xA69F: .cyrillic
        case 0xA722...0xA7FF, 0xAB30...0xAB6F: .latin
        case 0xA8E0...0xA8FF: .devanagari
        case 0xA960...0xA97F, 0xAC00...0xD7FF: .hangul
        case 0xA9E0...0xA9FF, 0xAA60...0xAA7F: .myanmar
        case 0xAB00...0xAB2F: .ethiopic
        default: .other
        }
    }

    private static func ofCompatibilityForm(_ scalar: UInt32) -> Script {
        switch scalar {
        case 0xF900...0xFAFF, 0x2_0000...0x3_FFFF: .han
        case 0xFB00...0xFB06, 0xFF21...0xFF3A, 0xFF41...0xFF5A: .latin
        case 0xFB13...0xFB17: .armenian
        case 0xFB1D...0xFB4F: .hebrew
        case 0xFB50...0xFDFF, 0xFE70...0xFEFE: .arabic
        case 0xFF66...0xFF9F, 0x1_B000, 0x1_B164...0x1_B167: .katakana
        case 0x1_B001...0x1_B163: .hiragana
        case 0xFFA0...0xFFDC: .hangul
        default: .other
        }
    }
}

// MARK: - What analysis asks of a script

extension Script {
    /// Whether words are searched by pairs of characters, because no space stands between them, or, as in
    /// Korean, because what a space ends is more than a word.
    public var isUnspaced: Bool {
        switch self {
        case .han, .hiragana, .katakana, .bopomofo, .hangul, .thai, .lao, .khmer, .myanmar: true
        default: false
        }
    }

    /// Whether the character finishes the syllable before it: the vowels and closing consonants of Hangul
    /// written letter by letter, and the voicing signs of half-width katakana.
    static func isHangulTail(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x1160...0x11FF, 0xD7B0...0xD7FF, 0xFF9E...0xFF9F: true
        default: false
        }
    }

    /// The scripts that at least one language with a stemmer is written in.
    static let stemmed: Set<Script> = Set(Language.all.lazy.filter { $0.stemmer != nil }.flatMap(\.scripts))
}
