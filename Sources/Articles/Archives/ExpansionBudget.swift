/// How far an input may grow when it is decompressed and unpacked, so that none can ask for all time.
public struct ExpansionLimits: Sendable, Equatable {
    /// Bytes that a compressed file, or all members of an archive, may come to.
    public var bytes: Int
    /// How many times its own size an input may grow to, beyond `freeBytes`. Texts are compressed to a tenth, and what
    /// is repeated over and over to a hundredth.
    public var ratio: Int
    public var freeBytes: Int
    /// Members of one archive, directories among them.
    public var members: Int
    /// How many archives may lie in one another.
    public var depth: Int
    /// Memory for an archive that has to be read from its end and comes from a pipe or another archive.
    public var heldBytes: Int

    public init(
        bytes: Int = 64 << 30, ratio: Int = 1000, freeBytes: Int = 64 << 20, members: Int = 10_000_000, depth: Int = 2,
        heldBytes: Int = 64 << 20
    ) {
        self.bytes = bytes
        self.ratio = ratio
        self.freeBytes = freeBytes
        self.members = members
        self.depth = depth
        self.heldBytes = heldBytes
    }
}

/// What one input has grown to, shared by all streams that come from it.
///
/// Each decompression and each archive is a layer, counted by itself: the bytes of a compressed archive inside another
/// one are read four times. All archives of the same depth are one layer, however many they are.
final class ExpansionBudget {
    let limits: ExpansionLimits
    /// Whether the work is to be given up.
    let isCancelled: () -> Bool
    /// Bytes of the input itself that were read, the furthest where it is read here and there.
    private(set) var consumed: Int
    private var produced: [Int] = []
    /// Whether a limit was reached: nothing more can come of this input.
    private(set) var isSpent = false

    init(_ limits: ExpansionLimits, consumed: Int = 0, isCancelled: @escaping () -> Bool = { false }) {
        self.limits = limits
        self.consumed = consumed
        self.isCancelled = isCancelled
    }

    /// The input was read up to `position`.
    func consume(to position: Int) { consumed = max(consumed, position) }

    /// - Throws: `ArticleFailure` when `count` more bytes of a layer are more than it may come to.
    func produce(_ count: Int, layer: Int, path: String) throws(ArticleFailure) {
        while produced.count <= layer { produced.append(0) }
        produced[layer] += count
        let sum = produced[layer]
        if sum > limits.bytes, sum > consumed {
            throw spent(path, "expands to more than \(ByteWords.of(limits.bytes)) (see --max-expanded)")
        }
        if sum > limits.freeBytes, (sum - limits.freeBytes) / limits.ratio > consumed {
            throw spent(path, "expands to more than \(limits.ratio) times its size")
        }
    }

    /// Ends the reading of the input.
    func spent(_ path: String, _ reason: String) -> ArticleFailure {
        isSpent = true
        return ArticleFailure(path: path, reason: reason)
    }
}

/// A number of bytes in a sentence, in the units of the command line.
enum ByteWords {
    static func of(_ bytes: Int) -> String {
        for (shift, unit) in [(40, "TB"), (30, "GB"), (20, "MB"), (10, "KB")]
        where bytes >= 1 << shift && bytes.isMultiple(of: 1 << shift) {
            return "\(bytes >> shift) \(unit)"
        }
        return "\(bytes) bytes"
    }
}
