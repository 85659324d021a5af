/// What a parser saw of a page or a fragment, from its beginning to its end.
///
/// Starts and ends are balanced. Elements that say nothing of the text (`b`, `span` without a class that is known) and
/// all that is in elements without text (`script`) are left out.
struct HTMLTape {
    enum Event {
        case start(HTMLTag, HTMLTraits)
        case end(HTMLTag)
        /// Text that stands so in the source.
        case text(Range<Int32>)
        /// Text that is spelled another way in the source: its bytes there, and those of `spelled`.
        case spelled(Range<Int32>, Range<Int32>)
    }

    var events: [Event] = []
    var spelled: [UInt8] = []
    /// What stands in the head, or is no text.
    var head = HTMLHead()
    /// Whether the page has more tags than a page can have, and is left off there.
    var isCutOff = false
}
