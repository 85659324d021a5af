/// How often something occurs in articles one behind the other.
package struct FrequencyRun: ~Copyable {
    package struct Entry: BitwiseCopyable, Equatable, Sendable {
        package var article: UInt32
        package var frequency: TermFrequency
    }

    private var memory = GrowingMemory<Entry>(capacity: 4096)

    package init() {}

    /// In order of the articles; valid until the run changes.
    package var entries: UnsafeBufferPointer<Entry> { memory.elements }

    package mutating func append(_ article: UInt32, _ frequency: TermFrequency) {
        append(Entry(article: article, frequency: frequency))
    }

    @inline(__always)
    mutating func append(_ entry: Entry) { memory.append(entry) }

    package mutating func removeAll() { memory.removeAll() }
}
