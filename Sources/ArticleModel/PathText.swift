#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The names of files as text, whatever their bytes.
///
/// To a Unix system a name is any bytes, but an index, JSON and a terminal hold characters. A byte that is no part of a
/// character in UTF-8 is held as the character U+10FE00 + byte, from a plane for private use, by which it is known again. A
/// name that has one of these characters itself has its four bytes held so. PEP 383 (Martin von Löwis, 2009) does the same
/// with surrogates, which UTF-8 does not have.
package enum PathText {
    /// What bytes of 0x80 to 0xFF are held as.
    private static let standIns: ClosedRange<UInt32> = base + 0x80...base + 0xFF
    private static let base: UInt32 = 0x10FE00
    /// The first byte of each of them in UTF-8, which hardly any other character has.
    private static let firstByte: UInt8 = 0xF4

    /// Whether `scalar` stands for a byte.
    package static func isStandIn(_ scalar: Unicode.Scalar) -> Bool { standIns.contains(scalar.value) }

    /// Whether a path is other than its bytes.
    package static func hasStandIns(_ text: String) -> Bool {
        text.utf8.contains(firstByte) && text.unicodeScalars.contains(where: isStandIn)
    }

    /// - Parameters:
    ///   - bytes: of a name or a path, without the NUL at its end.
    ///   - isTyped: whether it may be a text that was shown before, as what somebody types or hands to a command: its
    ///     characters that stand for bytes go on doing so.
    package static func text(of bytes: some Collection<UInt8>, isTyped: Bool = false) -> String {
        if let text = String(validating: bytes, as: UTF8.self), isTyped || !hasStandIns(text) { return text }
        var scalars = String.UnicodeScalarView()
        var parser = UTF8.ForwardParser()
        var parsed = bytes.makeIterator()
        var rest = bytes[...]
        func take(_ count: Int) {
            for byte in rest.prefix(count) { scalars.append(standIn(for: byte)) }
        }
        while true {
            switch parser.parseScalar(from: &parsed) {
            case .emptyInput: return String(scalars)
            case .error(let length):
                take(length)
                rest = rest.dropFirst(length)
            case .valid(let encoded):
                let scalar = UTF8.decode(encoded)
                if isTyped || !isStandIn(scalar) { scalars.append(scalar) } else { take(encoded.count) }
                rest = rest.dropFirst(encoded.count)
            }
        }
    }

    /// The same of bytes with a NUL behind them, as the system gives paths.
    package static func text(ofCString bytes: UnsafePointer<CChar>, isTyped: Bool = false) -> String {
        text(of: UnsafeRawBufferPointer(start: bytes, count: strlen(bytes)), isTyped: isTyped)
    }

    private static func standIn(for byte: UInt8) -> Unicode.Scalar {
        // Only bytes from 0x80 on can be wrong, or part of a longer character.
        Unicode.Scalar(base + UInt32(byte)) ?? "\u{FFFD}"
    }

    /// The bytes by which the system knows the file.
    package static func bytes(of text: String) -> [UInt8] {
        guard hasStandIns(text) else { return Array(text.utf8) }
        return text.unicodeScalars.reduce(into: []) { bytes, scalar in
            if isStandIn(scalar) {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                bytes += UTF8.encode(scalar).map { Array($0) } ?? []
            }
        }
    }

    /// Calls `body` with the bytes and a NUL, as the system takes paths.
    package static func withSystemPath<Result>(
        _ text: String, _ body: (UnsafePointer<CChar>) throws -> Result
    ) rethrows -> Result {
        guard hasStandIns(text) else { return try text.withCString(body) }
        let bytes = (bytes(of: text) + [0]).map { CChar(bitPattern: $0) }
        return try bytes.withUnsafeBufferPointer { bytes in
            guard let start = bytes.baseAddress else { return try text.withCString(body) }
            return try body(start)
        }
    }

    /// `text` with the replacement character for each byte that is no part of a character.
    package static func repaired(_ text: String) -> String {
        guard hasStandIns(text) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(isStandIn(scalar) ? "\u{FFFD}" : scalar) }
        return String(scalars)
    }
}
