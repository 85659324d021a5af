/// The brackets that are open.
struct JSONNesting {
    private var brackets: [UInt8] = []
    /// Those deeper than any parser goes are only counted.
    private var deeper = 0
    private var arrays = 0
    private static let deepest = 1024

    init(objects: Int = 0) {
        brackets = Array(repeating: UInt8(ascii: "{"), count: objects)
    }

    var isEmpty: Bool { brackets.isEmpty }
    var depth: Int { brackets.count + deeper }
    /// Whether there is no array.
    var isAllObjects: Bool { arrays == 0 && deeper == 0 }
    /// Whether the innermost bracket is that of the only array.
    var isFirstArray: Bool { arrays == 1 && deeper == 0 && brackets.last == UInt8(ascii: "[") }

    mutating func open(_ bracket: UInt8) {
        guard brackets.count < Self.deepest else {
            deeper += 1
            return
        }
        brackets.append(bracket)
        if bracket == UInt8(ascii: "[") { arrays += 1 }
    }

    /// Closes the innermost bracket of its kind and all in it; one that closes nothing is passed over.
    mutating func close(_ bracket: UInt8) {
        guard deeper == 0 else {
            deeper -= 1
            return
        }
        let other = bracket == UInt8(ascii: "}") ? UInt8(ascii: "{") : UInt8(ascii: "[")
        guard (bracket == UInt8(ascii: "}") ? brackets.count - arrays : arrays) > 0 else { return }
        while let last = brackets.popLast() {
            if last == UInt8(ascii: "[") { arrays -= 1 }
            if last == other { return }
        }
    }
}
