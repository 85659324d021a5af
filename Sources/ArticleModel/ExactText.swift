/// A text that equals another one only where all bytes do: the name of a file, or the id of a record.
///
/// To Swift `é` is the same string whether it is written as one scalar or as two; to a file system these are two files,
/// and to SQLite two texts.
package struct ExactText: Hashable, Comparable, Sendable {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package static func == (a: Self, b: Self) -> Bool { a.text.utf8.elementsEqual(b.text.utf8) }

    package static func < (a: Self, b: Self) -> Bool { a.text.utf8.lexicographicallyPrecedes(b.text.utf8) }

    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        // Two texts in a row are not one.
        hasher.combine(0xFF as UInt8)
    }
}
