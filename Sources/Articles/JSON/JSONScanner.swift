/// Cuts objects that are articles out of JSON as its bytes come: the elements of an array, the elements of the first array
/// of articles in an object, or objects one behind the other.
///
/// It knows strings and nesting, and no more: what is wrong inside an object is left to whoever reads it, and does not
/// keep the next one from being found. Memory is bounded by `limit` whatever the input's length.
struct JSONScanner {
    enum Piece {
        /// An object, or what stands in the place of one.
        case record(UnsafeBufferPointer<UInt8>)
        /// An object over the limit; its bytes are not kept.
        case tooLong
        /// The object around the articles that follow, up to their array and closed behind it.
        case envelope(UnsafeBufferPointer<UInt8>)
        /// The end of the input inside an array or an object.
        case cutOff
    }

    typealias Receiver = (Piece, _ line: Int) throws -> Void

    private enum State {
        /// Before a value.
        case between
        /// In a line that is no JSON.
        case line
        /// In an object, or in an element that is none.
        case record
        /// In the object around the articles, behind them.
        case rest
    }

    private let limit: Int
    private let arrayNames: Set<String>
    /// Whether an object is an article with a text of its own.
    private let hasText: (UnsafeBufferPointer<UInt8>) -> Bool

    private var state = State.between
    private var isInArray = false
    /// How many objects lie around the array.
    private var envelopeDepth = 0
    private var nesting = JSONNesting()
    private var isInString = false
    private var isEscaped = false
    /// A string goes on behind a line feed, which it cannot, and only white space has come since.
    private var isBrokenLine = false

    /// The beginning of a record whose end has not come yet, without what of it lies in this chunk.
    private var pending: [UInt8] = []
    private var isTooLong = false
    /// Where the record's part in this chunk begins.
    private var start = 0
    private var recordLine = 1
    private var envelope: EnvelopeSearch?

    private var line = 1
    /// The line feeds of this chunk are counted up to here.
    private var counted = 0
    /// Bytes of the chunks before.
    private var offset = 0
    /// Whether there was anything but white space.
    private(set) var isBlank = true

    init(
        limit: Int, arrayNames: Set<String> = EnvelopeSearch.usualNames,
        hasText: @escaping (UnsafeBufferPointer<UInt8>) -> Bool
    ) {
        self.limit = limit
        self.arrayNames = arrayNames
        self.hasText = hasText
    }

    /// Calls `body` with each piece that ends in `chunk`, and keeps the rest.
    mutating func read(_ chunk: UnsafeBufferPointer<UInt8>, _ body: Receiver) rethrows {
        var index = 0
        start = 0
        counted = 0
        while index < chunk.count {
            switch state {
            case .between: index = between(chunk, index)
            case .line: index = try lineOfNoJSON(chunk, index, body)
            case .record, .rest: index = try record(chunk, index, body)
            }
        }
        if state == .record || state == .line { keep(chunk[start...]) }
        countLines(chunk, to: chunk.count)
        offset += chunk.count
    }

    /// Calls `body` with what the end of the input cuts off.
    mutating func finish(_ body: Receiver) rethrows {
        switch state {
        case .record, .line:
            if isTooLong { return try body(.tooLong, recordLine) }
            try pending.withUnsafeBufferPointer { try body(.record($0), recordLine) }
        case .rest: try body(.cutOff, line)
        case .between: if isInArray { try body(.cutOff, line) }
        }
    }

    // MARK: - Between values

    private mutating func between(_ chunk: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        let byte = chunk[index]
        switch byte {
        case 0x20, 0x09, 0x0A, 0x0D: return index + 1
        case 0xEF where offset + index == 0, 0xBB where offset + index == 1, 0xBF where offset + index == 2:
            return index + 1
        // Between the objects of a list without brackets, and before each of a sequence (RFC 7464).
        case UInt8(ascii: ",") where !isBlank, 0x1E: return index + 1
        case UInt8(ascii: "[") where !isInArray:
            isInArray = true
            envelopeDepth = 0
            isBlank = false
            return index + 1
        case UInt8(ascii: "]") where isInArray:
            isInArray = false
            state = envelopeDepth == 0 ? .between : .rest
            nesting = JSONNesting(objects: envelopeDepth)
            return index + 1
        default:
            let isNested = byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[")
            begin(chunk, index, isNested || isInArray ? .record : .line)
            if byte == UInt8(ascii: "{"), !isInArray { envelope = EnvelopeSearch() }
            // An element that is none of these is at least this byte.
            return isNested || state == .line || byte == UInt8(ascii: "\"") ? index : index + 1
        }
    }

    private mutating func begin(_ chunk: UnsafeBufferPointer<UInt8>, _ index: Int, _ state: State) {
        countLines(chunk, to: index)
        self.state = state
        start = index
        recordLine = line
        nesting = JSONNesting()
        isInString = false
        isEscaped = false
        isBrokenLine = false
        isBlank = false
        envelope = nil
    }

    private mutating func lineOfNoJSON(
        _ chunk: UnsafeBufferPointer<UInt8>, _ index: Int, _ body: Receiver
    ) rethrows -> Int {
        guard let end = chunk[index...].firstIndex(of: UInt8(ascii: "\n")) else { return chunk.count }
        try finishRecord(chunk, end, body)
        return end
    }

    // MARK: - In a record

    private mutating func record(
        _ chunk: UnsafeBufferPointer<UInt8>, _ index: Int, _ body: Receiver
    ) rethrows -> Int {
        var index = index
        while index < chunk.count {
            if isInString {
                if isBrokenLine, chunk[index] == UInt8(ascii: "{"), state == .record {
                    // The quotation mark that should have closed the string is missing: here begins another record.
                    try finishRecord(chunk, index, body)
                    return index
                }
                index = string(chunk, index)
                continue
            }
            let byte = chunk[index]
            switch byte {
            case UInt8(ascii: "\""):
                isInString = true
                let position = position(index)
                envelope?.stringStart = position + 1
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if nesting.isEmpty, position(index) > 0 {
                    try finishRecord(chunk, index, body)
                    return index
                }
                if try envelopeBegins(chunk, index, body) { return index }
                nesting.open(byte)
            case UInt8(ascii: "}"), UInt8(ascii: "]"):
                // Behind an element that is no object.
                if nesting.isEmpty, position(index) > 0 {
                    try finishRecord(chunk, index, body)
                    return index
                }
                nesting.close(byte)
                if nesting.isEmpty {
                    try finishRecord(chunk, index + 1, body)
                    return index + 1
                }
                if byte == UInt8(ascii: "}"), try candidateEnds(chunk, index + 1, body) { return index + 1 }
            case UInt8(ascii: ",") where nesting.isEmpty, 0x0A where nesting.isEmpty:
                try finishRecord(chunk, index, body)
                return index
            case 0x20, 0x09, 0x0A, 0x0D:
                index += 1
                continue
            default: break
            }
            envelope?.previous = byte
            index += 1
        }
        return index
    }

    /// Goes on in a string; returns where that is left, or another byte has to be looked at.
    private mutating func string(_ chunk: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        if isEscaped {
            isEscaped = false
            return index + 1
        }
        if isBrokenLine {
            isBrokenLine = chunk[index] == 0x20 || chunk[index] == 0x09 || chunk[index] == 0x0D
            if isBrokenLine { return index + 1 }
        }
        let end = Self.endOfPlainText(chunk, index)
        guard end < chunk.count else { return end }
        switch chunk[end] {
        case UInt8(ascii: "\\"): isEscaped = true
        case UInt8(ascii: "\n"): isBrokenLine = true
        default:
            isInString = false
            let position = position(end)
            envelope?.stringEnd = position
        }
        return end + 1
    }

    /// The first quotation mark, backslash or line feed.
    private static func endOfPlainText(_ chunk: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        var index = index
        let quote = SIMD32<UInt8>(repeating: UInt8(ascii: "\""))
        let backslash = SIMD32<UInt8>(repeating: UInt8(ascii: "\\"))
        let lineFeed = SIMD32<UInt8>(repeating: UInt8(ascii: "\n"))
        let bytes = UnsafeRawBufferPointer(chunk)
        while index + 32 <= chunk.count {
            let block = bytes.loadUnaligned(fromByteOffset: index, as: SIMD32<UInt8>.self)
            if any((block .== quote) .| (block .== backslash) .| (block .== lineFeed)) { break }
            index += 32
        }
        while index < chunk.count {
            let byte = chunk[index]
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") || byte == UInt8(ascii: "\n") { break }
            index += 1
        }
        return index
    }

    private mutating func finishRecord(
        _ chunk: UnsafeBufferPointer<UInt8>, _ end: Int, _ body: Receiver
    ) rethrows {
        let wasRest = state == .rest
        state = .between
        envelope = nil
        defer {
            pending.removeAll(keepingCapacity: pending.count <= 1 << 20)
            isTooLong = false
        }
        guard !wasRest else { return }
        let part = UnsafeBufferPointer(rebasing: chunk[start..<end])
        if isTooLong || pending.count + part.count > limit { return try body(.tooLong, recordLine) }
        if pending.isEmpty { return try body(.record(part), recordLine) }
        pending.append(contentsOf: part)
        try pending.withUnsafeBufferPointer { try body(.record($0), recordLine) }
    }

    private mutating func keep(_ part: Slice<UnsafeBufferPointer<UInt8>>) {
        guard !isTooLong else { return }
        if pending.count + part.count > limit {
            isTooLong = true
            pending = []
            envelope = nil
        } else {
            pending.append(contentsOf: part)
        }
    }

    /// Where a byte of the chunk stands in the record.
    private func position(_ index: Int) -> Int { isTooLong ? 1 : pending.count + index - start }

    private mutating func countLines(_ chunk: UnsafeBufferPointer<UInt8>, to end: Int) {
        guard counted < end else { return }
        var feeds = 0
        for byte in chunk[counted..<end] { feeds &+= byte == UInt8(ascii: "\n") ? 1 : 0 }
        line += feeds
        counted = end
    }

    // MARK: - The object around the articles

    /// At a `{`: whether it is the first article in an object around them all.
    private mutating func envelopeBegins(
        _ chunk: UnsafeBufferPointer<UInt8>, _ index: Int, _ body: Receiver
    ) rethrows -> Bool {
        guard var search = envelope else { return false }
        if chunk[index] == UInt8(ascii: "[") {
            if nesting.isAllObjects {
                search.array = position(index)
                envelope = search
            }
            return false
        }
        guard search.previous == UInt8(ascii: "["), nesting.isFirstArray else { return false }
        countLines(chunk, to: index)
        search.element = position(index)
        search.elementDepth = nesting.depth
        search.elementLine = line
        envelope = search
        let name = bytes(chunk, search.stringStart..<min(search.stringEnd, search.stringStart + 32))
        guard arrayNames.contains(String(decoding: name, as: UTF8.self).lowercased()),
            try openEnvelope(chunk, search, body)
        else { return false }
        begin(chunk, index, .record)
        pending.removeAll(keepingCapacity: true)
        return true
    }

    /// Behind a `}`: whether that ended the first article in an object around them all.
    private mutating func candidateEnds(
        _ chunk: UnsafeBufferPointer<UInt8>, _ end: Int, _ body: Receiver
    ) rethrows -> Bool {
        guard let search = envelope, let element = search.element, nesting.depth <= search.elementDepth else {
            return false
        }
        envelope?.element = nil
        let article = bytes(chunk, element..<position(end))
        guard nesting.depth == search.elementDepth, article.withUnsafeBufferPointer(hasText),
            try openEnvelope(chunk, search, body)
        else { return false }
        state = .between
        envelope = nil
        pending.removeAll(keepingCapacity: true)
        try article.withUnsafeBufferPointer { article in
            try body(article.count > limit ? .tooLong : .record(article), search.elementLine)
        }
        return true
    }

    /// Enters the array, unless the object is an article itself, which has its text before the array.
    private mutating func openEnvelope(
        _ chunk: UnsafeBufferPointer<UInt8>, _ search: EnvelopeSearch, _ body: Receiver
    ) rethrows -> Bool {
        let depth = nesting.depth - 1
        let object =
            bytes(chunk, 0..<search.array) + Array("null".utf8) + Array(repeating: UInt8(ascii: "}"), count: depth)
        guard !object.withUnsafeBufferPointer(hasText) else {
            envelope = nil
            return false
        }
        isInArray = true
        envelopeDepth = depth
        try object.withUnsafeBufferPointer { try body(.envelope($0), recordLine) }
        return true
    }

    /// Bytes of the record, wherever they are kept.
    private func bytes(_ chunk: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> [UInt8] {
        let kept = pending[min(range.lowerBound, pending.count)..<min(range.upperBound, pending.count)]
        let first = start + max(0, range.lowerBound - pending.count)
        let last = start + max(0, range.upperBound - pending.count)
        return Array(kept) + chunk[first..<last]
    }
}
