/// Turns the bytes of an XML document into UTF-8, block by block.
struct XMLTranscoder {
    /// Where bytes that are nothing in their encoding were replaced by U+FFFD: offsets in the UTF-8, ascending.
    private(set) var replaced: [Int] = []
    /// Bytes of a byte order mark, left out of the UTF-8.
    private(set) var markLength = 0
    /// Up to where the UTF-8 is, byte for byte, the document behind its mark.
    private(set) var verbatimEnd = Int.max
    /// Bytes of UTF-8 made so far.
    private var count = 0
    /// The end of a block that is no whole character yet.
    private var rest: [UInt8] = []
    /// `nil` for UTF-8.
    private var converter: CharsetConverter?
    private var hasForeignCharacters = false

    struct UnknownEncoding: Error {
        let name: String
    }

    /// - Parameters:
    ///   - beginning: the first bytes, up to the end of the XML declaration and further.
    ///   - charset: what an envelope says; a byte order mark counts before it, and the declaration behind it. Where the
    ///     beginning is good UTF-8, beyond ASCII, it is that whatever anything says.
    /// - Throws: `UnknownEncoding`.
    init(_ beginning: [UInt8], charset: String?) throws(UnknownEncoding) {
        if beginning.beginsWithUTF8Mark {
            markLength = 3
        } else if beginning.starts(with: [0xFF, 0xFE]) {
            markLength = 2
            use("UTF-16LE")
        } else if beginning.starts(with: [0xFE, 0xFF]) {
            markLength = 2
            use("UTF-16BE")
        } else if let isBigEndian = Self.utf16Order(beginning) {
            use(isBigEndian ? "UTF-16BE" : "UTF-16LE")
        } else if let name = charset ?? Self.declaredEncoding(beginning) {
            guard let known = Charset(label: name) else { throw UnknownEncoding(name: name) }
            // A text of bytes is not in UTF-16, whatever it says; and what says it is ASCII may be UTF-8.
            let isOfBytes = !["UTF-16", "UTF-32", "UCS"].contains { known.name.hasPrefix($0) }
            guard !known.isUTF8, isOfBytes, !name.lowercased().hasSuffix("ascii") else { return }
            let scan = UTF8Scan(beginning[...], isLast: false)
            let isSingleByte = ["CP125", "ISO-8859", "KOI8"].contains { known.name.hasPrefix($0) }
            guard !scan.damages.isEmpty || scan.foreignCharacters < (isSingleByte ? 1 : 8) else { return }
            use(known.name)
        }
    }

    private mutating func use(_ name: String) {
        converter = CharsetConverter(name)
        verbatimEnd = 0
    }

    /// Adds what `chunk` is in UTF-8 to `text`; a character that is cut off waits for its rest.
    mutating func decode(_ chunk: ArraySlice<UInt8>, isLast: Bool, into text: inout [UInt8]) {
        let before = text.count
        let bytes = rest.isEmpty ? chunk : (rest + chunk)[...]
        rest = []
        if converter == nil { decodeUTF8(bytes, isLast, &text) } else { convert(bytes, isLast, &text, before) }
        count += text.count - before
    }

    /// Forgets the replacements before an offset.
    mutating func forget(before offset: Int) {
        if let first = replaced.first, first < offset { replaced.removeAll { $0 < offset } }
    }

    // MARK: - UTF-8

    private mutating func decodeUTF8(_ bytes: ArraySlice<UInt8>, _ isLast: Bool, _ text: inout [UInt8]) {
        let before = text.count
        let scan = UTF8Scan(bytes, isLast: isLast)
        let isForeign = hasForeignCharacters || scan.foreignCharacters > scan.damages.count
        hasForeignCharacters = hasForeignCharacters || scan.foreignCharacters > 0
        if !scan.damages.isEmpty, !isForeign {
            // Hardly a good character beyond ASCII: the document is in another encoding than it says.
            use("CP1252")
            verbatimEnd = count
            return convert(bytes, isLast, &text, before)
        }
        var next = bytes.startIndex
        for damage in scan.damages {
            text.append(contentsOf: bytes[next..<damage.lowerBound])
            verbatimEnd = min(verbatimEnd, count + text.count - before)
            replaced.append(count + text.count - before)
            text.append(contentsOf: "\u{FFFD}".utf8)
            next = damage.upperBound
        }
        text.append(contentsOf: bytes[next..<scan.end])
        rest = Array(bytes[scan.end...])
    }

    // MARK: - Other encodings

    private mutating func convert(
        _ bytes: ArraySlice<UInt8>, _ isLast: Bool, _ text: inout [UInt8], _ before: Int
    ) {
        guard let converter else { return }
        let offset = count - before
        let left = bytes.withUnsafeBufferPointer { bytes in
            converter.convert(bytes, isLast: isLast, into: &text) { replaced.append(offset + $0) }
        }
        rest = Array(bytes.suffix(left))
    }

    // MARK: - What the beginning says

    /// The byte order of UTF-16 without a mark: a document begins with `<`.
    private static func utf16Order(_ bytes: [UInt8]) -> Bool? {
        guard bytes.count >= 4 else { return nil }
        switch bytes.prefix(4).map({ $0 == 0 }) {
        case [true, false, true, false]: return true
        case [false, true, false, true]: return false
        default: return nil
        }
    }

    /// The encoding that the XML declaration names.
    private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
        let bytes = bytes.drop { $0 <= 0x20 }
        guard bytes.starts(with: "<?xml".utf8), let end = bytes.firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let name = XMLTag(bytes[..<end].dropFirst()).attributes["encoding"] ?? ""
        return name.isEmpty ? nil : name
    }
}

/// What of some bytes is UTF-8.
struct UTF8Scan {
    /// Bytes that are none, each to be replaced by one U+FFFD.
    private(set) var damages: [Range<Int>] = []
    private(set) var foreignCharacters = 0
    /// Behind the last whole character.
    private(set) var end: Int

    init(_ bytes: ArraySlice<UInt8>, isLast: Bool) {
        end = bytes.endIndex
        var index = bytes.startIndex
        bytes.withUnsafeBufferPointer { buffer in
            let offset = bytes.startIndex
            guard let base = buffer.baseAddress else { return }
            var next = 0
            while next < buffer.count {
                let first = buffer[next]
                if first < 0x80 {
                    next += 1
                    // Most of a document is ASCII.
                    while next + 8 <= buffer.count,
                        UnsafeRawPointer(base + next).loadUnaligned(as: UInt64.self) & 0x8080_8080_8080_8080 == 0
                    { next += 8 }
                    continue
                }
                let length = Self.length(first)
                var seen = 1
                while seen < length, next + seen < buffer.count,
                    Self.isContinuation(buffer[next + seen], at: seen, behind: first)
                { seen += 1 }
                if length > 0, seen == length {
                    foreignCharacters += 1
                } else if length > 0, next + seen == buffer.count, !isLast {
                    end = offset + next
                    break
                } else {
                    damages.append(offset + next..<offset + next + seen)
                }
                next += seen
            }
            index = offset + next
        }
        end = min(end, index)
    }

    private static func length(_ first: UInt8) -> Int {
        switch first {
        case 0xC2...0xDF: 2
        case 0xE0...0xEF: 3
        case 0xF0...0xF4: 4
        default: 0
        }
    }

    /// After table 3-7 of the Unicode standard.
    private static func isContinuation(_ byte: UInt8, at position: Int, behind first: UInt8) -> Bool {
        guard position == 1 else { return (0x80...0xBF).contains(byte) }
        return switch first {
        case 0xE0: (0xA0...0xBF).contains(byte)
        case 0xED: (0x80...0x9F).contains(byte)
        case 0xF0: (0x90...0xBF).contains(byte)
        case 0xF4: (0x80...0x8F).contains(byte)
        default: (0x80...0xBF).contains(byte)
        }
    }
}
