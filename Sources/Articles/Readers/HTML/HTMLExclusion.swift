/// Says which elements of a page are no part of an article, by what they are called. Follows the starts and ends of a tape.
struct HTMLExclusion {
    /// Whether class names count. Where they would leave out most of a page they are wrong, and it is read without them.
    let byName: Bool

    private var isExcluded: [Bool] = []
    private var articleDepth = 0
    private var isArticle: [Bool] = []

    init(byName: Bool) { self.byName = byName }

    /// Whether text that comes now is left out.
    var isActive: Bool { isExcluded.last ?? false }

    mutating func start(_ tag: HTMLTag, _ traits: HTMLTraits) {
        let article = tag == .article || tag == .main || traits.contains(.articleBody)
        if article { articleDepth += 1 }
        isArticle.append(article)
        isExcluded.append(isActive || excludes(tag, traits))
    }

    mutating func end() {
        if isArticle.popLast() == true { articleDepth -= 1 }
        _ = isExcluded.popLast()
    }

    private func excludes(_ tag: HTMLTag, _ traits: HTMLTraits) -> Bool {
        if traits.contains(.hidden) { return true }
        switch tag {
        case .nav, .menu, .footer, .aside: return true
        // That of a site; an article has its headline in one.
        case .header where articleDepth == 0: return byName
        case .html, .body, .article, .main, .h1: return false
        default: return byName && traits.contains(.boilerplate) && !traits.contains(.articleBody)
        }
    }
}
