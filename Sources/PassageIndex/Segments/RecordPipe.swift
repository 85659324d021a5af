import Foundation
import IndexFile

/// Records of a segment on their way from the thread that encodes them to the one that writes them to the database.
///
/// Invariant: all that is `var` is touched under `condition`; a batch belongs to one side at a time.
final class RecordPipe: @unchecked Sendable {
    /// Some records, their bytes one behind the other.
    struct Batch: Sendable {
        enum Record: Sendable {
            case leaf(page: Int)
            case doclistIndexNode(page: Int, height: Int)
            case separator(page: Int, hasDoclistIndex: Bool)
        }

        var bytes: [UInt8] = []
        var records: [(record: Record, range: Range<Int>)] = []

        mutating func append(_ record: Record, _ content: UnsafeBufferPointer<UInt8>) {
            let start = bytes.count
            bytes.append(contentsOf: content)
            records.append((record, start..<bytes.count))
        }

        func write<Sink: SegmentSink>(to sink: inout Sink) throws {
            try bytes.withUnsafeBufferPointer { bytes in
                for (record, range) in records {
                    let content = UnsafeBufferPointer(rebasing: bytes[range])
                    switch record {
                    case .leaf(let page): try sink.write(leaf: page, content)
                    case .doclistIndexNode(let page, let height):
                        try sink.write(doclistIndexNode: page, height: height, content)
                    case .separator(let page, let hasDoclistIndex):
                        try sink.write(separator: content, page: page, hasDoclistIndex: hasDoclistIndex)
                    }
                }
            }
        }
    }

    /// The writing side has given up.
    struct Closed: Error {}

    private let condition = NSCondition()
    private var batches: [Batch] = []
    private var isAtEnd = false
    private var isClosed = false

    private static let capacity = 4

    /// Waits for room, and puts a batch in.
    ///
    /// - Throws: `Closed`.
    func put(_ batch: Batch) throws {
        condition.lock()
        defer { condition.unlock() }
        while batches.count >= Self.capacity, !isClosed { condition.wait() }
        if isClosed { throw Closed() }
        batches.append(batch)
        condition.broadcast()
    }

    /// Says that there is nothing more to come.
    func end() {
        condition.withLock {
            isAtEnd = true
            condition.broadcast()
        }
    }

    /// Waits for the next batch; `nil` at the end.
    func next() -> Batch? {
        condition.lock()
        defer { condition.unlock() }
        while batches.isEmpty, !isAtEnd { condition.wait() }
        defer { condition.broadcast() }
        return batches.isEmpty ? nil : batches.removeFirst()
    }

    /// Takes nothing more.
    func close() {
        condition.withLock {
            isClosed = true
            condition.broadcast()
        }
    }
}

/// The end of a pipe that an encoder writes to.
struct PipeSink: SegmentSink {
    private let pipe: RecordPipe
    private var batch = RecordPipe.Batch()

    private static let batchBytes = 1 << 20

    init(_ pipe: RecordPipe) {
        self.pipe = pipe
    }

    mutating func write(leaf page: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws {
        try add(.leaf(page: page), bytes)
    }

    mutating func write(doclistIndexNode page: Int, height: Int, _ bytes: UnsafeBufferPointer<UInt8>) throws {
        try add(.doclistIndexNode(page: page, height: height), bytes)
    }

    mutating func write(separator term: UnsafeBufferPointer<UInt8>, page: Int, hasDoclistIndex: Bool) throws {
        try add(.separator(page: page, hasDoclistIndex: hasDoclistIndex), term)
    }

    mutating func finish() throws {
        try pipe.put(batch)
        batch = RecordPipe.Batch()
    }

    private mutating func add(_ record: RecordPipe.Batch.Record, _ bytes: UnsafeBufferPointer<UInt8>) throws {
        batch.append(record, bytes)
        if batch.bytes.count >= Self.batchBytes { try finish() }
    }
}
