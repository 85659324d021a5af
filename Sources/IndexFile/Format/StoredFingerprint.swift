import TextAnalysis

/// How the column `article.fingerprint` holds fingerprints: a byte a bin.
package enum StoredFingerprint {
    /// The schema that brought the column.
    package static let firstVersion = 4

    /// The fingerprint in a row's bytes; `nil` where there is none.
    package static func read(_ bytes: UnsafeRawBufferPointer) -> Fingerprint? {
        guard bytes.count == Fingerprint.count else { return nil }
        var bins = SIMD8<UInt64>()
        for index in bins.indices {
            bins[index] = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self))
        }
        return Fingerprint(bins: bins)
    }
}

extension Fingerprint {
    /// The bytes of the column; `nil`, for a text without a word, is stored as NULL.
    package var stored: [UInt8]? {
        guard !isEmpty else { return nil }
        var bins = bins
        for index in bins.indices { bins[index] = bins[index].littleEndian }
        return withUnsafeBytes(of: bins) { Array($0) }
    }
}
