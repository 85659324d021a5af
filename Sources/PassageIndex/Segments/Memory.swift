import Foundation
import TextAnalysis

// This folder makes FTS5 segments without FTS5: workers collect postings in memory, and the sorted lists become leaf
// pages in FTS5's own format, which are put into its shadow tables. Its invariants:
//
// - Only rows that no segment of the table has ever held are written here, and ids are never used again. So the
//   order among segments, by which FTS5 tells new entries from old, has no meaning for what is linked here.
// - FTS5 caches the structure record and pending terms per connection. `SegmentLinker` makes it write and forget
//   both before it touches the record.
// - A table whose configuration or structure record is not of the one form known here (`SegmentStructure`,
//   `SegmentLinker.Obstacle`) is left to FTS5.
// - Unsafe memory: every address comes from a `GrowingMemory`, which checks its bounds in debug builds; none is kept
//   across a call that can grow it.

/// Elements one behind the other in memory that grows by the system's `realloc`, which moves pages, not bytes, and
/// takes none before they are written to. The elements are not initialised.
struct GrowingMemory<Element: BitwiseCopyable>: ~Copyable {
    private(set) var start: UnsafeMutablePointer<Element>
    private(set) var capacity: Int
    /// How many elements are in use.
    private(set) var count = 0

    init(capacity: Int) {
        self.capacity = max(capacity, 1)
        start = Self.resized(nil, self.capacity)
    }

    deinit { free(start) }

    /// Bytes of the elements in use.
    var bytes: Int { count * MemoryLayout<Element>.stride }

    @inline(__always)
    subscript(index: Int) -> Element {
        get {
            assert(index >= 0 && index < count, "outside of what is in use")
            return start[index]
        }
        nonmutating set {
            assert(index >= 0 && index < count, "outside of what is in use")
            start[index] = newValue
        }
    }

    /// Takes `number` more elements into use; returns the place of the first.
    @inline(__always)
    mutating func take(_ number: Int) -> Int {
        if count + number > capacity { grow(count + number) }
        defer { count += number }
        return count
    }

    @inline(__always)
    mutating func append(_ element: Element) {
        let place = take(1)
        start[place] = element
    }

    mutating func append(_ elements: UnsafeBufferPointer<Element>) {
        guard let source = elements.baseAddress else { return }
        let place = take(elements.count)
        start.advanced(by: place).update(from: source, count: elements.count)
    }

    /// Puts the last `number` elements out of use.
    @inline(__always)
    mutating func giveBack(_ number: Int) { count -= number }

    /// Forgets the elements and keeps the memory.
    mutating func removeAll() { count = 0 }

    /// The elements in use; valid until the memory grows.
    var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

    @inline(never)
    private mutating func grow(_ least: Int) {
        capacity = max(least, capacity * 2)
        start = Self.resized(start, capacity)
    }

    private static func resized(_ old: UnsafeMutablePointer<Element>?, _ capacity: Int) -> UnsafeMutablePointer<Element>
    {
        guard let memory = realloc(old, capacity * MemoryLayout<Element>.stride) else {
            fatalError("out of memory: \(capacity * MemoryLayout<Element>.stride) bytes; lower --memory or --jobs")
        }
        LargePages.advise(UnsafeRawBufferPointer(start: memory, count: capacity * MemoryLayout<Element>.stride))
        return memory.bindMemory(to: Element.self, capacity: capacity)
    }
}
