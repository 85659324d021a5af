import CZstd
import Foundation
import GRDB
import IndexFile

extension CompressionDictionary {
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

    /// Makes it the index's.
    func write(_ database: Database) throws {
        try database.execute(sql: "INSERT INTO dictionary(bytes) VALUES (?)", arguments: [Data(bytes)])
    }
}
