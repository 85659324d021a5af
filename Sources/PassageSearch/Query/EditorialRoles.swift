import ArticleModel

/// Some of the roles that parts of an article can have.
struct EditorialRoles: OptionSet, Hashable {
    let rawValue: UInt16

    init(rawValue: UInt16) {
        self.rawValue = rawValue
    }

    init(_ role: EditorialRole) {
        rawValue = 1 << UInt16(role.rawValue)
    }

    /// What `in:` calls the roles.
    static let names: [(name: String, role: EditorialRole)] = [
        ("lede", .lede), ("quote", .quotation), ("caption", .caption), ("byline", .byline), ("dateline", .dateline),
        ("heading", .heading),
    ]

    /// The role that a query names; `nil` when there is none of the name.
    init?(named name: String) {
        guard let role = Self.names.first(where: { $0.name == name })?.role else { return nil }
        self.init(role)
    }

    func contains(_ role: EditorialRole) -> Bool { contains(EditorialRoles(role)) }

    var description: String {
        Self.names.filter { contains($0.role) }.map { "in:\($0.name)" }.joined(separator: " ")
    }
}
