/// What the first bytes of an input say of its encoding.
extension Collection<UInt8> {
    var beginsWithUTF8Mark: Bool { starts(with: [0xEF, 0xBB, 0xBF]) }

    /// The bytes behind the mark of UTF-8, if there is one.
    var withoutUTF8Mark: SubSequence { dropFirst(beginsWithUTF8Mark ? 3 : 0) }

    /// Whether they are UTF-16, with a mark or with the NULs that plain letters have beside them.
    var looksLikeUTF16: Bool {
        if starts(with: [0xFF, 0xFE]) || starts(with: [0xFE, 0xFF]) { return true }
        let isNUL = prefix(4).map { $0 == 0 }
        return isNUL == [true, false, true, false] || isNUL == [false, true, false, true]
    }
}

extension UInt8 {
    /// Space, tab, line feed, vertical tab, form feed and carriage return.
    var isASCIISpace: Bool { self == 0x20 || self &- 0x09 < 5 }
}
