import Foundation

extension DecodedText {
    /// Decodes the bytes of one article whose encoding is named by an envelope or by themselves.
    ///
    /// A byte order mark counts before the name; so do the bytes where they cannot be what is named: good UTF-8 under
    /// another name is UTF-8, for hardly any text of another encoding happens to be. Where the name is unknown, or the
    /// text decoded by it is damaged, the encoding is guessed.
    ///
    /// - Complexity: O(bytes).
    init(_ bytes: UnsafeBufferPointer<UInt8>, charset label: String?) {
        guard let label, let charset = Charset(label: label), !Self.hasMark(bytes) else {
            self.init(bytes)
            return
        }
        if charset.isUTF8 {
            self.init(bytes)
            return
        }
        let isStateful = charset.isEscaped && bytes.contains(0x1B)
        if !isStateful, let valid = String(validating: bytes, as: UTF8.self), !valid.utf8.contains(0),
            charset.contradicts(utf8: valid)
        {
            self.init(text: valid)
            start = 0
            return
        }
        guard let decoded = charset.decoded(bytes) else {
            self.init(bytes)
            return
        }
        if decoded.replacements > 0 {
            let guess = DecodedText(bytes)
            if guess.replacements < decoded.replacements {
                self = guess
                return
            }
        }
        self = decoded
        // Plain ASCII, in nearly all encodings.
        if isText(bytes) { start = 0 }
    }

    private static func hasMark(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes.beginsWithUTF8Mark || bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF])
    }
}

/// An encoding of characters, by a name of the kind that HTTP, MIME and HTML use.
struct Charset: Equatable {
    /// As the C library's iconv calls it.
    let name: String

    /// The encoding that web browsers take for a label (WHATWG Encoding Standard, 4.2), or that iconv knows by that name.
    /// `nil` for an unknown one.
    init?(label: String) {
        let label = label.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
        // What else iconv takes in a name are its own options.
        let isName = label.utf8.allSatisfy { byte in
            (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) || "-_.:+".utf8.contains(byte)
        }
        guard !label.isEmpty, label.utf8.count <= 40, isName else { return nil }
        name = Self.names[label] ?? label.uppercased()
        guard isUTF8 || CharsetConverter(name) != nil else { return nil }
    }

    var isUTF8: Bool { name == "UTF-8" }

    /// Whether it is written in ASCII and escapes.
    fileprivate var isEscaped: Bool { name.hasPrefix("ISO-2022") || name.hasPrefix("HZ") || name == "UTF-7" }

    private var isMultiByte: Bool { Self.multiByte.contains { name.hasPrefix($0) } }

    /// Whether a text that is good UTF-8 cannot be of this encoding.
    fileprivate func contradicts(utf8 text: String) -> Bool {
        if isEscaped { return true }
        let foreign = text.utf8.count { $0 >= 0xC0 }
        // Two letters of a Chinese encoding may look like one of UTF-8, a sentence does not.
        return isMultiByte ? foreign >= 8 : foreign > 0
    }

    /// The text, with U+FFFD for what is none; `nil` when the C library has no tables for it.
    func decoded(_ bytes: UnsafeBufferPointer<UInt8>) -> DecodedText? {
        if name == "CP1252", let text = Windows1252.text(bytes) { return DecodedText(text: text) }
        guard let converter = CharsetConverter(name) else { return nil }
        let (text, replacements) = converter.text(bytes)
        return DecodedText(text: text, replacements: replacements)
    }

    // MARK: - Names

    private static let multiByte = ["CP932", "SHIFT", "EUC", "GB", "BIG5", "CP9", "UTF-16", "UTF-32", "JOHAB"]

    /// The labels that browsers read as another encoding than iconv, or that iconv does not know.
    private static let names: [String: String] = {
        let labels = [
            "UTF-8": "utf-8 utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8",
            "CP1252": """
            windows-1252 cp1252 x-cp1252 ansi_x3.4-1968 ascii us-ascii cp819 ibm819 iso-8859-1 iso8859-1 iso88591 \
            iso_8859-1 iso_8859-1:1987 iso-ir-100 csisolatin1 l1 latin1 latin-1
            """,
            "CP1254": "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 iso88599 iso_8859-9 csisolatin5 l5 latin5",
            "CP874": "windows-874 cp874 dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 tis620",
            "CP932": """
            shift_jis shift-jis sjis x-sjis ms_kanji ms932 csshiftjis windows-31j cp932
            """,
            "EUC-JP": "euc-jp x-euc-jp eucjp cseucpkdfmtjapanese",
            "ISO-2022-JP": "iso-2022-jp csiso2022jp",
            "GB18030": """
            gb18030 gbk x-gbk gb2312 gb_2312 gb_2312-80 csgb2312 csiso58gb231280 chinese iso-ir-58 cp936 hz-gb
            """,
            "BIG5-HKSCS": "big5 big5-hkscs cn-big5 csbig5 x-x-big5",
            "CP949": """
            euc-kr cseuckr csksc56011987 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 iso-ir-149 uhc
            """,
            "KOI8-R": "koi8-r koi koi8 koi8_r cskoi8r",
            "KOI8-U": "koi8-u koi8-ru",
            "CP1251": "windows-1251 cp1251 x-cp1251",
            "CP866": "ibm866 cp866 866 csibm866",
            "MACINTOSH": "macintosh mac csmacintosh x-mac-roman",
            "MAC-CYRILLIC": "x-mac-cyrillic x-mac-ukrainian",
            "ISO-8859-2": "iso-8859-2 iso8859-2 iso88592 iso_8859-2 csisolatin2 l2 latin2 latin-2",
            "ISO-8859-5": "iso-8859-5 iso8859-5 iso88595 iso_8859-5 cyrillic csisolatincyrillic",
            "ISO-8859-6": "iso-8859-6 iso8859-6 iso88596 iso_8859-6 iso-8859-6-i iso-8859-6-e arabic asmo-708",
            "ISO-8859-7": "iso-8859-7 iso8859-7 iso88597 iso_8859-7 greek greek8 sun_eu_greek elot_928",
            "ISO-8859-8": "iso-8859-8 iso8859-8 iso88598 iso_8859-8 iso-8859-8-i iso-8859-8-e hebrew visual logical",
            "ISO-8859-15": "iso-8859-15 iso8859-15 iso885915 iso_8859-15 csisolatin9 l9 latin9 latin-9",
            "UTF-16LE": "utf-16 utf-16le unicode ucs-2 csunicode iso-10646-ucs-2",
            "UTF-16BE": "utf-16be unicodefffe",
        ]
        var names: [String: String] = [:]
        for (name, labels) in labels {
            for label in labels.split(separator: " ") { names[String(label)] = name }
        }
        return names
    }()
}

/// The C library's converter of one encoding to UTF-8, released with it.
final class CharsetConverter {
    private let descriptor: iconv_t
    /// Bytes that every character has a multiple of.
    private let unitLength: Int

    /// - Parameter name: as iconv calls it.
    init?(_ name: String) {
        guard let descriptor = iconv_open("UTF-8", name), descriptor != iconv_t(bitPattern: -1) else { return nil }
        self.descriptor = descriptor
        unitLength = name.hasPrefix("UTF-16") ? 2 : name.hasPrefix("UTF-32") ? 4 : 1
    }

    deinit { iconv_close(descriptor) }

    /// - Complexity: O(bytes).
    func text(_ bytes: UnsafeBufferPointer<UInt8>) -> (String, replacements: Int) {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 2)
        var replacements = 0
        convert(bytes, isLast: true, into: &result) { _ in replacements += 1 }
        return (String(decoding: result, as: UTF8.self), replacements)
    }

    /// Appends what `bytes`, which go on where the last ones ended, are in UTF-8.
    ///
    /// - Parameters:
    ///   - isLast: whether no more bytes come; else a character that is cut off at the end is left for the next call.
    ///   - replaced: gets the place in `result` of each U+FFFD for what is none.
    /// - Returns: how many bytes at the end were left.
    /// - Complexity: O(bytes).
    @discardableResult
    func convert(
        _ bytes: UnsafeBufferPointer<UInt8>, isLast: Bool, into result: inout [UInt8], replaced: (Int) -> Void
    ) -> Int {
        var input = bytes.baseAddress.map {
            UnsafeMutablePointer(mutating: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
        }
        var left = bytes.count
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1 << 14) { buffer in
            var isFlushed = false
            while !isFlushed {
                if left == 0, !isLast { return }
                var output = buffer.baseAddress
                var room = buffer.count
                isFlushed = left == 0
                let count =
                    isFlushed
                    ? iconv(descriptor, nil, nil, &output, &room) : iconv(descriptor, &input, &left, &output, &room)
                let problem = count == -1 ? errno : 0
                buffer[..<(buffer.count - room)].withMemoryRebound(to: UInt8.self) { result.append(contentsOf: $0) }
                if problem == EINVAL, !isLast { return }
                guard !isFlushed, problem == EILSEQ || problem == EINVAL else { continue }
                // What is none is one character for each unit that begins none.
                replaced(result.count)
                result.append(contentsOf: "\u{FFFD}".utf8)
                let length = min(unitLength, left)
                input = input.map { $0 + length }
                left -= length
            }
        }
        return left
    }
}
