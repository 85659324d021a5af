import TextAnalysis

/// The fingerprints of the articles that are shown, to look up those like another one.
struct FingerprintTable {
    private var fingerprints: [Fingerprint?] = []
    /// The numbers of fingerprints by their bands: four bins each, of which two alike have some in common (Broder,
    /// 1997; as locality-sensitive hashing, Indyk and Motwani, 1998). Made when there are `mostCompared` of them.
    private var bands: [UInt64: [Int]] = [:]

    /// So many are compared one by one sooner than looked up.
    private let mostCompared: Int

    init(mostCompared: Int = 200) {
        self.mostCompared = mostCompared
    }

    /// Adds a fingerprint; its number is how many there were.
    mutating func append(_ fingerprint: Fingerprint?) {
        fingerprints.append(fingerprint)
        if fingerprints.count == mostCompared {
            for number in fingerprints.indices { addBands(of: number) }
        } else if fingerprints.count > mostCompared {
            addBands(of: fingerprints.count - 1)
        }
    }

    /// The numbers of the fingerprints with a similarity of `least` or more, ascending. Of many, one in five thousand of
    /// those at 0.8 is not found, as it shares no band.
    func similar(to fingerprint: Fingerprint, atLeast least: Double) -> [Int] {
        let numbers = fingerprints.count < mostCompared ? Array(fingerprints.indices) : sharingBand(with: fingerprint)
        return numbers.filter { number in
            fingerprints[number].map { fingerprint.similarity(to: $0) >= least } ?? false
        }
    }

    private func sharingBand(with fingerprint: Fingerprint) -> [Int] {
        var numbers: Set<Int> = []
        for band in Self.bands(of: fingerprint) { numbers.formUnion(bands[band] ?? []) }
        return numbers.sorted()
    }

    private mutating func addBands(of number: Int) {
        guard let fingerprint = fingerprints[number] else { return }
        for band in Self.bands(of: fingerprint) { bands[band, default: []].append(number) }
    }

    /// The bands, each with its place; those that are empty say nothing.
    private static func bands(of fingerprint: Fingerprint) -> [UInt64] {
        let bins = fingerprint.bins
        let bands = bins.indices.flatMap { [bins[$0] & 0xFFFF_FFFF, bins[$0] >> 32] }
        return bands.indices.filter { bands[$0] != 0 }.map { UInt64($0) << 32 | bands[$0] }
    }
}
