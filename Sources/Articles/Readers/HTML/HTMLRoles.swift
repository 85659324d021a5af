/// Marks parts of a body as the elements of a tape begin and end. A quotation in a quotation is one.
struct HTMLRoles {
    private var open: [EditorialRole?] = []
    private var depths = [Int](repeating: 0, count: 1 + Int(EditorialRole.allCases.map(\.rawValue).max() ?? 0))

    mutating func start(_ tag: HTMLTag, _ traits: HTMLTraits, _ text: inout MappedText) {
        let role = tag.role ?? traits.role
        open.append(role)
        guard let role else { return }
        depths[Int(role.rawValue)] += 1
        if depths[Int(role.rawValue)] == 1 { text.begin(role) }
    }

    mutating func end(_ text: inout MappedText) {
        guard let role = open.popLast() ?? nil else { return }
        depths[Int(role.rawValue)] -= 1
        if depths[Int(role.rawValue)] == 0 { text.end(role) }
    }
}
