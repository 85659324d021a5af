import IndexFile

/// The members of a container that were read, each with its text, by hashes of 64 bits: some 30 bytes a member.
///
/// Two members of one hash would be taken for one; at ten million members the odds are one in half a million.
struct SeenMembers: Sendable {
    private var texts: [UInt64: UInt64] = [:]

    enum Meeting { case first, copy, conflict }

    var isEmpty: Bool { texts.isEmpty }

    /// Notes a member, unless it was met before.
    mutating func meet(_ member: String, title: String?, body: String) -> Meeting {
        let text = ContentHash.short(title, body)
        let key = ContentHash.short(member)
        if let first = texts[key] { return first == text ? .copy : .conflict }
        texts[key] = text
        return .first
    }

    func contains(_ member: String) -> Bool { texts[ContentHash.short(member)] != nil }
}
