import CStemmer

/// Takes the endings off words, by the Snowball algorithm of one language (Porter, 2001).
///
/// A stemmer keeps a buffer of its own between calls: use one a thread.
///
/// Invariant: `handle` is valid from `init` to `deinit`, and nobody else holds it.
public final class Stemmer {
    private let handle: OpaquePointer

    /// A stemmer for `language`; `nil` where it has no algorithm, or the system's library does not offer it.
    public init?(_ language: Language) {
        guard let algorithm = language.stemmer, let handle = sb_stemmer_new(algorithm, "UTF_8") else { return nil }
        self.handle = handle
    }

    deinit { sb_stemmer_delete(handle) }

    /// The stem of a word in lower case and UTF-8.
    ///
    /// - Returns: Bytes that are valid until the next call; the word itself where memory ran out, or where the
    ///   algorithm leaves nothing of it (as of a few short words in Greek and Nepali): a word must not get lost.
    /// - Complexity: O(bytes), a quarter of a microsecond for a word of English.
    public func stem(_ word: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        guard let start = word.baseAddress, let count = Int32(exactly: word.count),
            let stem = sb_stemmer_stem(handle, start, count)
        else { return word }
        let length = Int(sb_stemmer_length(handle))
        return length > 0 ? UnsafeBufferPointer(start: stem, count: length) : word
    }

    /// The stem of a word in lower case and UTF-8, as bytes of its own.
    public func stem(_ word: [UInt8]) -> [UInt8] {
        word.withUnsafeBufferPointer { Array(stem($0)) }
    }

    /// The stem of a word in lower case.
    public func stem(_ word: String) -> String {
        var word = word
        return word.withUTF8 { String(decoding: stem($0), as: UTF8.self) }
    }

    /// The names of the algorithms the system's library offers, in its own order.
    public static var algorithms: [String] {
        guard var entry = sb_stemmer_list() else { return [] }
        var names: [String] = []
        while let name = entry.pointee {
            names.append(String(cString: name))
            entry += 1
        }
        return names
    }
}
