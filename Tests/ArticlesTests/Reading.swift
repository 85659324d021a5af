import Articles
import Foundation
import TestSupport

/// What reading an input handed over.
struct Reading {
    var articles: [Article] = []
    var failures: [ArticleFailure] = []

    /// Reads the file at `path`.
    init(path: String, _ options: ReadingOptions = ReadingOptions()) throws {
        try ArticleSource(options).read(.path(path)) { result in
            switch result {
            case .success(let article): articles.append(article)
            case .failure(let failure): failures.append(failure)
            }
        }
    }

    /// Reads `bytes` as a file of that name in a directory of its own.
    init(
        _ bytes: some Sequence<UInt8>, named name: String, _ options: ReadingOptions = ReadingOptions()
    ) throws {
        let directory = try TemporaryDirectory()
        try self.init(path: directory.write(name, bytes: bytes), options)
    }

    init(_ text: String, named name: String, _ options: ReadingOptions = ReadingOptions()) throws {
        try self.init(text.utf8, named: name, options)
    }
}

extension TemporaryDirectory {
    @discardableResult
    func write(_ name: String, bytes: some Sequence<UInt8>) throws -> String {
        let path = file(name)
        try Data(bytes).write(to: URL(fileURLWithPath: path))
        return path
    }
}

extension String {
    /// The text in UTF-16, with a byte order mark or without.
    func utf16Bytes(isBigEndian: Bool, mark: Bool = true) -> [UInt8] {
        ((mark ? [0xFEFF] : []) + Array(utf16)).flatMap { unit in
            isBigEndian
                ? [UInt8(truncatingIfNeeded: unit >> 8), UInt8(truncatingIfNeeded: unit)]
                : [UInt8(truncatingIfNeeded: unit), UInt8(truncatingIfNeeded: unit >> 8)]
        }
    }
}

extension ArticleFailure {
    /// Whether the reason can be shown as it is: one line, no control characters, no full stop.
    var isPresentable: Bool {
        let isClean = reason.unicodeScalars.allSatisfy { scalar in
            ![.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
        }
        return isClean && !reason.isEmpty && !reason.hasSuffix(".") && reason.count < 300
    }
}
