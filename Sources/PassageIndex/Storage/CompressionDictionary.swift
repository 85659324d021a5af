import CZstd
import Foundation
import GRDB

/// What the bodies of an archive have in common, trained from the first of them and kept in the index: a fifth off the
/// size of its bodies.
///
/// Both digested forms are made when they are first needed; they may be used by several threads.
final class CompressionDictionary: @unchecked Sendable {
    let bytes: [UInt8]

    // Read-only for zstd once they are made; `lazy` would not be safe between threads, so a lock makes them.
    private let lock = NSLock()
    private var compression: OpaquePointer?
    private var decompression: OpaquePointer?

    init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    deinit {
        ZSTD_freeCDict(compression)
        ZSTD_freeDDict(decompression)
    }

    var forCompression: OpaquePointer? {
        lock.withLock {
            if compression == nil { compression = ZSTD_createCDict(bytes, bytes.count, Compressor.level) }
            return compression
        }
    }

    var forDecompression: OpaquePointer? {
        lock.withLock {
            if decompression == nil { decompression = ZSTD_createDDict(bytes, bytes.count) }
            return decompression
        }
    }

    // MARK: - Training

    /// A dictionary of more would gain a per cent for every doubling.
    private static let capacity = 112 << 10

    /// Trains a dictionary by zstd's fast cover algorithm: 70 ms for 4 MB.
    ///
    /// - Returns: `nil` when the samples have too little in common, or are too few.
    static func trained(on samples: [String]) -> CompressionDictionary? {
        var text: [UInt8] = []
        text.reserveCapacity(samples.reduce(0) { $0 + $1.utf8.count })
        for sample in samples { text.append(contentsOf: sample.utf8) }
        var parameters = ZDICT_fastCover_params_t()
        // Segments of 64 bytes found by words of 8; measured over 64 to 2048, the shorter the better.
        parameters.k = 64
        parameters.d = 8
        parameters.f = 20
        parameters.accel = 1
        parameters.splitPoint = 1
        var length = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: capacity) { target, count in
            length = ZDICT_trainFromBuffer_fastCover(
                target.baseAddress, target.count, text, samples.map(\.utf8.count), UInt32(samples.count), parameters)
            count = ZDICT_isError(length) == 0 ? length : 0
        }
        return ZDICT_isError(length) == 0 ? CompressionDictionary(bytes: bytes) : nil
    }

    // MARK: - In the index

    /// The index's dictionary; `nil` while it has none.
    static func read(_ database: Database) throws -> CompressionDictionary? {
        try Data.fetchOne(database, sql: "SELECT bytes FROM dictionary").map {
            CompressionDictionary(bytes: Array($0))
        }
    }

    func write(_ database: Database) throws {
        try database.execute(sql: "INSERT INTO dictionary(bytes) VALUES (?)", arguments: [Data(bytes)])
    }
}
