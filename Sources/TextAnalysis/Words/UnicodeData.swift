import CUtf8proc

/// The Unicode properties and mappings the analyzer needs, from utf8proc; the one file that calls it.
///
/// Invariant: every pointer handed to utf8proc lives for the call alone; memory it allocates is freed
/// before the function returns.
enum UnicodeData {
    /// Whether the character belongs to a word: a letter, a mark, a digit or another number sign.
    static func isWord(_ scalar: UInt32) -> Bool {
        switch utf8proc_category(utf8proc_int32_t(bitPattern: scalar)) {
        case UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LL, UTF8PROC_CATEGORY_LT, UTF8PROC_CATEGORY_LM,
            UTF8PROC_CATEGORY_LO, UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_MC, UTF8PROC_CATEGORY_ME,
            UTF8PROC_CATEGORY_ND, UTF8PROC_CATEGORY_NL, UTF8PROC_CATEGORY_NO:
            true
        default: false
        }
    }

    /// Whether the character only changes the one before it.
    static func isMark(_ scalar: UInt32) -> Bool {
        switch utf8proc_category(utf8proc_int32_t(bitPattern: scalar)) {
        case UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_MC, UTF8PROC_CATEGORY_ME: true
        default: false
        }
    }

    /// Whether the word holds more than marks, which stand for nothing by themselves.
    static func hasLetter(_ word: Span<UInt8>) -> Bool {
        var index = 0
        while index < word.count {
            let (scalar, length) = word.scalar(at: index)
            if isWord(scalar), !isMark(scalar) { return true }
            index += length
        }
        return false
    }

    static func isLowercase(_ scalar: UInt32) -> Bool {
        utf8proc_category(utf8proc_int32_t(bitPattern: scalar)) == UTF8PROC_CATEGORY_LL
    }

    /// NFKC with full case folding, characters of no appearance dropped (Unicode's NFKC_Casefold).
    static func caseFolded(_ word: Span<UInt8>) -> [UInt8] {
        mapped(
            word,
            UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue | UTF8PROC_COMPAT.rawValue
                | UTF8PROC_CASEFOLD.rawValue | UTF8PROC_IGNORE.rawValue)
    }

    /// The word without its combining marks.
    static func withoutMarks(_ word: Span<UInt8>) -> [UInt8] {
        mapped(
            word, UTF8PROC_STABLE.rawValue | UTF8PROC_COMPOSE.rawValue | UTF8PROC_STRIPMARK.rawValue)
    }

    /// `word` by utf8proc's mapping `options`; unchanged where it is no UTF-8.
    private static func mapped(_ word: Span<UInt8>, _ options: UInt32) -> [UInt8] {
        word.withUnsafeBufferPointer { bytes in
            var result: UnsafeMutablePointer<UInt8>?
            let length = utf8proc_map(
                bytes.baseAddress, bytes.count, &result, utf8proc_option_t(rawValue: options))
            defer { free(result) }
            guard length >= 0, let result else { return Array(bytes) }
            return Array(UnsafeBufferPointer(start: result, count: length))
        }
    }
}
