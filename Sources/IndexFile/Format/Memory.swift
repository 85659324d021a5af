import TextAnalysis

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Elements one behind the other in memory that grows by the system's `realloc`, which moves pages, not bytes, and
/// takes none before they are written to. The elements are not initialised.
///
/// Public, as only what is public is inlined in other modules.
public struct GrowingMemory<Element: BitwiseCopyable>: ~Copyable {
    public var start: UnsafeMutablePointer<Element>
    public var capacity: Int
    /// How many elements are in use.
    public var count = 0

    public init(capacity: Int) {
        self.capacity = max(capacity, 1)
        start = Self.resized(nil, self.capacity)
    }

    deinit { free(start) }

    /// Bytes of the elements in use.
    @inlinable
    public var bytes: Int { count * MemoryLayout<Element>.stride }

    @inlinable @inline(__always)
    public subscript(index: Int) -> Element {
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
    @inlinable @inline(__always)
    public mutating func take(_ number: Int) -> Int {
        if count + number > capacity { grow(count + number) }
        defer { count += number }
        return count
    }

    @inlinable @inline(__always)
    public mutating func append(_ element: Element) {
        let place = take(1)
        start[place] = element
    }

    @inlinable @inline(__always)
    public mutating func append(_ elements: UnsafeBufferPointer<Element>) {
        guard let source = elements.baseAddress else { return }
        let place = take(elements.count)
        start.advanced(by: place).update(from: source, count: elements.count)
    }

    /// Puts the last `number` elements out of use.
    @inlinable @inline(__always)
    public mutating func giveBack(_ number: Int) { count -= number }

    /// Forgets the elements and keeps the memory.
    @inlinable
    public mutating func removeAll() { count = 0 }

    /// The elements in use; valid until the memory grows.
    @inlinable
    public var elements: UnsafeBufferPointer<Element> { UnsafeBufferPointer(start: start, count: count) }

    @inline(never)
    public mutating func grow(_ least: Int) {
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
