import ArticleModel
import Articles
import CXXHash
import Foundation
import IndexFile
import TextAnalysis

/// XXH3 with 128 bits (Yann Collet, 2019), over a file's bytes or an article's fields, by which a change is known.
final class ContentHash {
    private let state = XXH3_createState()

    init() {
        XXH3_128bits_reset(state)
    }

    deinit {
        XXH3_freeState(state)
    }

    func update(_ bytes: UnsafeRawBufferPointer) {
        XXH3_128bits_update(state, bytes.baseAddress, bytes.count)
    }

    /// The hash so far, 16 bytes in canonical order.
    var digest: [UInt8] {
        var canonical = XXH128_canonical_t()
        XXH128_canonicalFromHash(&canonical, XXH3_128bits_digest(state))
        return withUnsafeBytes(of: &canonical) { Array($0) }
    }

    /// 64 bits of the hash so far.
    var short: UInt64 { XXH3_128bits_digest(state).low64 }

    private func update(_ field: String?) {
        // A length in front keeps neighbouring fields apart; an absent field is no empty one.
        var length = Int64(field?.utf8.count ?? -1).littleEndian
        withUnsafeBytes(of: &length) { update($0) }
        guard var field else { return }
        field.withUTF8 { update(UnsafeRawBufferPointer($0)) }
    }

    /// The hash of all an article holds, and of the language that is assumed where it names none.
    static func of(_ article: Article, assumedLanguage: Language?) -> [UInt8] {
        let hash = ContentHash()
        for field in [
            article.title, article.body, article.published?.text, article.author, article.source, article.url,
            article.language ?? assumedLanguage?.code,
        ] {
            hash.update(field)
        }
        // What most articles have not must not change their hashes.
        if let identity = article.identity { hash.update("\(identity.version) \(identity.guid)") }
        return hash.digest
    }

    /// 64 bits of a hash of texts, to know them again during a run.
    static func short(_ texts: String?...) -> UInt64 {
        let hash = ContentHash()
        for text in texts { hash.update(text) }
        return hash.short
    }

    /// The hash of a file's bytes; `nil` when it cannot be read, or is no file any more.
    static func ofFile(at path: String) -> [UInt8]? {
        // A pipe that has taken the place of a file since it was found would make an ordinary `open` wait.
        let descriptor = PathText.withSystemPath(path) { open($0, O_RDONLY | O_CLOEXEC | O_NONBLOCK) }
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        let hash = ContentHash()
        return withUnsafeTemporaryAllocation(byteCount: 256 << 10, alignment: 64) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                guard count >= 0 else { return nil }
                if count == 0 { return hash.digest }
                hash.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }
}
