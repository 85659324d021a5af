/// The elements that are open, closed as browsers close those that the page does not (WHATWG HTML, 13.2.6).
///
/// Where elements are closed in another order than they were opened in, the tree of a browser is a repaired one; here an
/// end tag that would close what stands around it is left out, which for text is the same. Every question is answered by
/// where the last element of a kind stands, so that the depth costs nothing.
struct HTMLElementStack {
    struct Element {
        var tag: HTMLTag
        /// What elements of a name that is not known are told apart by.
        var name: UInt32
        var isOnTape: Bool
    }

    private(set) var elements: [Element] = []
    /// For each tag, where it is open, the outermost first.
    private var positions = [[Int32]](repeating: [], count: HTMLTag.allCases.count)
    /// Where elements are open that a kind of search does not leave.
    private var scopes = [[Int32]](repeating: [], count: Scope.allCases.count)

    private enum Scope: Int, CaseIterable {
        /// An inline element ends in the block it begins in.
        case block
        /// What stands in a cell or in a table's caption ends there.
        case cell
        case table
        case list
        case definitions
        /// A link holds blocks, but not another cell.
        case none
    }

    var isEmpty: Bool { elements.isEmpty }

    /// How many elements have to be closed before one of that tag begins.
    func count(before tag: HTMLTag) -> Int {
        var first = elements.count
        func close(_ other: HTMLTag, within scope: Scope) {
            guard let position = last(other), position > last(scope) else { return }
            first = min(first, position)
        }
        if tag.layout == .paragraph || tag == .li || tag == .dd || tag == .dt { close(.p, within: .cell) }
        switch tag {
        case .li: close(.li, within: .list)
        case .dd, .dt:
            close(.dd, within: .definitions)
            close(.dt, within: .definitions)
        case .tr, .tbody, .thead, .tfoot:
            for other in [HTMLTag.td, .th, .tr, .caption] { close(other, within: .table) }
            if tag != .tr { for other in [HTMLTag.tbody, .thead, .tfoot] { close(other, within: .table) } }
        case .td, .th: for other in [HTMLTag.td, .th, .caption] { close(other, within: .table) }
        case .h1, .h2, .h3, .h4, .h5, .h6:
            if let top = elements.last, top.tag.headingLevel != nil { first = min(first, elements.count - 1) }
        case .a: close(.a, within: .block)
        case .option, .optgroup: if elements.last?.tag == .option { first = min(first, elements.count - 1) }
        default: break
        }
        // What belongs in no head ends it.
        if elements.last?.tag == .head, !Self.inHead.contains(tag) { first = min(first, elements.count - 1) }
        return elements.count - first
    }

    /// How many elements an end tag closes.
    func count(endedBy tag: HTMLTag, _ name: UInt32) -> Int {
        guard let position = last(tag) else { return 0 }
        let scope: Scope =
            switch tag {
            case .table, .html, .body, .head: .none
            case .td, .th, .tr, .tbody, .thead, .tfoot, .caption: .table
            case .li: .list
            case _ where tag.layout == .inline: .block
            default: .cell
            }
        guard position > last(scope) || Self.scopes(of: tag).contains(scope) && position == last(scope) else {
            return 0
        }
        if tag == .custom {
            // Nested by the dozen, but hardly ever closed in the wrong order.
            guard let index = positions[Int(tag.rawValue)].suffix(16).last(where: { elements[Int($0)].name == name })
            else { return 0 }
            return elements.count - Int(index)
        }
        return elements.count - position
    }

    mutating func push(_ element: Element) {
        let position = Int32(elements.count)
        elements.append(element)
        positions[Int(element.tag.rawValue)].append(position)
        for scope in Self.scopes(of: element.tag) { scopes[scope.rawValue].append(position) }
    }

    mutating func pop() -> Element? {
        guard let element = elements.popLast() else { return nil }
        positions[Int(element.tag.rawValue)].removeLast()
        for scope in Self.scopes(of: element.tag) { scopes[scope.rawValue].removeLast() }
        return element
    }

    private func last(_ tag: HTMLTag) -> Int? { positions[Int(tag.rawValue)].last.map(Int.init) }
    private func last(_ scope: Scope) -> Int { scopes[scope.rawValue].last.map(Int.init) ?? -1 }

    private static let inHead: Set<HTMLTag> = [.base, .link, .meta, .noscript, .script, .style, .template, .title]

    private static func scopes(of tag: HTMLTag) -> [Scope] { scopesByTag[Int(tag.rawValue)] }

    private static let scopesByTag: [[Scope]] = HTMLTag.allCases.map { tag in
        switch tag {
        case .table: [.block, .cell, .table, .list, .definitions]
        case .td, .th, .caption, .template: [.block, .cell, .list, .definitions]
        case .ul, .ol, .menu, .dir: [.block, .list]
        case .dl: [.block, .definitions]
        case .button, .object: [.cell]
        case .li, .dd, .dt, .tr, .tbody, .thead, .tfoot: [.block]
        default: tag.layout == .paragraph ? [.block] : []
        }
    }
}
