/// Writes JSON text with its keys in the order they are given, as readers of lines like it.
///
/// Beside what JSON requires, it escapes what could disturb a terminal: DEL, C1 controls, bidirectional controls.
package struct JSONWriter {
    package private(set) var text = ""
    private var needsComma = false

    package init() {}

    package mutating func object(_ members: (inout JSONWriter) -> Void) {
        open("{")
        members(&self)
        close("}")
    }

    package mutating func array<Elements: Sequence>(
        _ elements: Elements, _ element: (inout JSONWriter, Elements.Element) -> Void
    ) {
        open("[")
        for item in elements { element(&self, item) }
        close("]")
    }

    package mutating func key(_ name: String) {
        separate()
        appendEscaped(name)
        text += ":"
        needsComma = false
    }

    package mutating func value(_ string: String?) {
        guard let string else { return raw("null") }
        separate()
        appendEscaped(string)
        needsComma = true
    }

    package mutating func value(_ number: some BinaryInteger) { raw(String(number)) }

    /// The number rounded to `digits` digits behind the point; `null` for what JSON has no number for.
    package mutating func value(_ number: Double, digits: Int) {
        raw(number.isFinite ? Quantity.fixed(number, digits: digits) : "null")
    }

    package mutating func value(_ flag: Bool) { raw(flag ? "true" : "false") }

    package mutating func member(_ name: String, _ string: String?) {
        key(name)
        value(string)
    }

    package mutating func member(_ name: String, _ number: some BinaryInteger) {
        key(name)
        value(number)
    }

    package mutating func member(_ name: String, _ flag: Bool) {
        key(name)
        value(flag)
    }

    private mutating func raw(_ token: String) {
        separate()
        text += token
        needsComma = true
    }

    private mutating func separate() {
        if needsComma { text += "," }
    }

    private mutating func open(_ bracket: String) {
        separate()
        text += bracket
        needsComma = false
    }

    private mutating func close(_ bracket: String) {
        text += bracket
        needsComma = true
    }

    private mutating func appendEscaped(_ string: String) {
        text += "\""
        var string = string
        string.withUTF8 { bytes in
            var start = 0
            while start < bytes.count {
                // Most of a text is ASCII that stands for itself.
                var end = start
                while end < bytes.count, Self.isPlain[Int(bytes[end])] { end += 1 }
                text += String(decoding: bytes[start..<end], as: UTF8.self)
                start = end
                while end < bytes.count, !Self.isPlain[Int(bytes[end])] { end += 1 }
                appendEscapedScalars(String(decoding: bytes[start..<end], as: UTF8.self))
                start = end
            }
        }
        text += "\""
    }

    /// Whether a byte is an ASCII character that stands for itself.
    private static let isPlain: [Bool] = (UInt8.min...UInt8.max).map { byte in
        (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }

    private mutating func appendEscapedScalars(_ string: String) {
        for scalar in string.unicodeScalars {
            switch scalar {
            case "\"": text += "\\\""
            case "\\": text += "\\\\"
            case "\n": text += "\\n"
            case "\r": text += "\\r"
            case "\t": text += "\\t"
            case _ where VisibleText.sign(for: scalar) != nil:
                let digits = String(scalar.value, radix: 16)
                text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: text.unicodeScalars.append(scalar)
            }
        }
    }
}
