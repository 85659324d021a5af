/// A reference to a character, such as `&eacute;`, `&#233;` and `&#xE9;` (WHATWG HTML, 13.2.5.72 to 80).
struct HTMLReference {
    var characters: String
    /// Its bytes in the source, the ampersand first.
    var count: Int

    /// The reference that begins at `start`, where an ampersand stands; `nil` when it is one by itself.
    ///
    /// - Complexity: O(1).
    init?(in source: UnsafeBufferPointer<UInt8>, at start: Int) {
        let first = start + 1
        guard first < source.count else { return nil }
        if source[first] == UInt8(ascii: "#") {
            self.init(number: source, from: first + 1, start)
        } else {
            self.init(name: source, from: first, start)
        }
    }

    // MARK: - By number

    private init?(number source: UnsafeBufferPointer<UInt8>, from first: Int, _ start: Int) {
        var index = first
        let isHexadecimal = index < source.count && source[index] | 0x20 == UInt8(ascii: "x")
        if isHexadecimal { index += 1 }
        let radix: UInt32 = isHexadecimal ? 16 : 10
        var value: UInt32 = 0
        let digits = index
        // More digits than any number has are passed over as a part of it.
        while index < source.count, index < digits + 64, let digit = Self.digit(source[index]), digit < radix {
            value = min(value * radix + digit, 0x11_0000)
            index += 1
        }
        guard index > digits else { return nil }
        if index < source.count, source[index] == UInt8(ascii: ";") { index += 1 }
        characters = String(Self.character(value))
        count = index - start
    }

    private static func digit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case 0x30...0x39: UInt32(byte - 0x30)
        case 0x41...0x46, 0x61...0x66: UInt32((byte | 0x20) - 0x61 + 10)
        default: nil
        }
    }

    private static func character(_ value: UInt32) -> Unicode.Scalar {
        // The numbers that Windows-1252 has for what Unicode has elsewhere are meant as that.
        if (0x80...0x9F).contains(value), let character = Windows1252.character(UInt8(value)) { return character }
        return (value == 0 ? nil : Unicode.Scalar(value)) ?? "\u{FFFD}"
    }

    // MARK: - By name

    private static let longestName = 31

    private init?(name source: UnsafeBufferPointer<UInt8>, from first: Int, _ start: Int) {
        var end = first
        while end < source.count, end - first < Self.longestName, Self.isLetterOrDigit(source[end]) { end += 1 }
        guard end > first else { return nil }
        let name = source[first..<end]
        if end < source.count, source[end] == UInt8(ascii: ";") {
            if let found = Self.names[HTMLName(name)] {
                self.init(characters: found.characters, count: end + 1 - start)
                return
            }
        }
        // Names as old as HTML 2 are known without a semicolon, also where a word follows on them.
        for length in stride(from: min(name.count, 6), to: 1, by: -1) {
            guard let found = Self.names[HTMLName(name.prefix(length))], found.isOld else { continue }
            self.init(characters: found.characters, count: length + 1)
            return
        }
        return nil
    }

    private init(characters: String, count: Int) {
        self.characters = characters
        self.count = count
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (byte | 0x20) &- 0x61 < 26
    }

    private static let names: [HTMLName: (characters: String, isOld: Bool)] = {
        var names: [HTMLName: (String, Bool)] = [:]
        names.reserveCapacity(2300)
        HTMLReferenceNames.table.withUTF8Buffer { table in
            for entry in table.split(separator: UInt8(ascii: ",")) {
                let parts = entry.split(separator: UInt8(ascii: " "))
                guard parts.count == 2 else { continue }
                let isOld = parts[0].last == UInt8(ascii: "~")
                var characters = String.UnicodeScalarView()
                for digits in parts[1].split(separator: UInt8(ascii: "+")) {
                    let value = digits.reduce(UInt32(0)) { $0 << 4 | (digit($1) ?? 0) }
                    if let scalar = Unicode.Scalar(value) { characters.append(scalar) }
                }
                names[HTMLName(isOld ? parts[0].dropLast() : parts[0])] = (String(characters), isOld)
            }
        }
        return names
    }()
}

/// A reference's name as four numbers, for looking it up makes no text of it.
private struct HTMLName: Hashable {
    private var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    init(_ name: some Sequence<UInt8>) {
        var index = 0
        for byte in name {
            let bits = UInt64(byte) << (8 * UInt64(index & 7))
            switch index >> 3 {
            case 0: words.0 |= bits
            case 1: words.1 |= bits
            case 2: words.2 |= bits
            default: words.3 |= bits
            }
            index += 1
        }
    }

    static func == (a: Self, b: Self) -> Bool { a.words == b.words }

    func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
        hasher.combine(words.1)
    }
}

extension HTMLReference {
    /// A piece of the source with its references resolved.
    ///
    /// - Complexity: O(bytes).
    static func resolved(_ source: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
        guard source[range].contains(UInt8(ascii: "&")) else { return String(decoding: source[range], as: UTF8.self) }
        let piece = UnsafeBufferPointer(rebasing: source[range])
        var bytes: [UInt8] = []
        var index = 0
        while index < piece.count {
            if piece[index] == UInt8(ascii: "&"), let reference = HTMLReference(in: piece, at: index) {
                bytes.append(contentsOf: reference.characters.utf8)
                index += reference.count
            } else {
                bytes.append(piece[index])
                index += 1
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
