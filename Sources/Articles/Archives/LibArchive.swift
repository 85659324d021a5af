import CLibArchive
import Foundation

/// A reader of libarchive over a source of bytes: it decompresses, or opens an archive.
///
/// This file is the one that calls libarchive. Invariants:
/// - The C object belongs to this value and is freed with it. It holds a pointer to this value, which the value outlives
///   because only its own methods call into C.
/// - What the source lends to C stays in place until C asks for more; what C lends stays so until the next call.
/// - No Swift error passes through C: the source's is kept, and thrown when C returns.
/// - Nothing is ever written to the disk, and no program is started: compressions for which libarchive would start one
///   are left out.
final class LibArchive {
    enum Purpose {
        case decompression
        /// An archive of the format; without one, of those that are known only by their name.
        case members(ArchiveFormat?)
    }

    private let archive: OpaquePointer
    private let source: any ByteSource
    /// What failures name: the archive, or the member that is being read.
    var path: String
    private var sourceFailure: ArticleFailure?
    /// Bytes of the current entry that were read.
    private var offset: Int64 = 0
    /// What was wrong with bytes that were lent all the same: they are good up to there.
    private var doubt: ArticleFailure?
    /// Whether nothing more can be read.
    private(set) var isBroken = false

    /// - Throws: `ArticleFailure` when the beginning is damaged.
    init(_ source: any ByteSource, _ purpose: Purpose, path: String) throws(ArticleFailure) {
        guard let archive = archive_read_new() else { throw ArticleFailure(path: path, reason: "not enough memory") }
        self.archive = archive
        self.source = source
        self.path = path
        switch purpose {
        case .decompression:
            for support in Self.compressions { _ = support(archive) }
            archive_read_support_format_raw(archive)
            archive_read_support_format_empty(archive)
        case .members(.tar?): archive_read_support_format_tar(archive)
        case .members(.zip?): archive_read_support_format_zip(archive)
        case .members(.sevenZip?): archive_read_support_format_7zip(archive)
        case .members(.cpio?): archive_read_support_format_cpio(archive)
        case .members(.ar?): archive_read_support_format_ar(archive)
        case .members(nil):
            archive_read_support_format_tar(archive)
            archive_read_support_format_cpio(archive)
        }
        archive_read_set_callback_data(archive, Unmanaged.passUnretained(self).toOpaque())
        archive_read_set_read_callback(archive) { _, data, block in
            LibArchive.of(data)?.lend(block) ?? la_ssize_t(ARCHIVE_FATAL)
        }
        if source is any SeekableSource {
            archive_read_set_seek_callback(archive) { _, data, offset, whence in
                LibArchive.of(data)?.seek(offset, whence) ?? Int64(ARCHIVE_FATAL)
            }
            archive_read_set_skip_callback(archive) { _, data, count in LibArchive.of(data)?.skip(count) ?? 0 }
        }
        guard archive_read_open1(archive) == ARCHIVE_OK else { throw failure() }
    }

    deinit {
        archive_read_free(archive)
    }

    /// The compressions that libarchive was built with.
    private static let compressions: [@Sendable (OpaquePointer) -> CInt] = {
        let all: [@Sendable (OpaquePointer) -> CInt] = [
            { archive_read_support_filter_gzip($0) }, { archive_read_support_filter_zstd($0) },
            { archive_read_support_filter_xz($0) }, { archive_read_support_filter_bzip2($0) },
            { archive_read_support_filter_lz4($0) }, { archive_read_support_filter_lzip($0) },
            { archive_read_support_filter_lzma($0) }, { archive_read_support_filter_lzop($0) },
            { archive_read_support_filter_compress($0) },
        ]
        guard let probe = archive_read_new() else { return all }
        defer { archive_read_free(probe) }
        // A warning says that a program would do it.
        return all.filter { $0(probe) == ARCHIVE_OK }
    }()

    /// Whether the bytes of the source are compressed.
    var isDecompressing: Bool { archive_filter_count(archive) > 1 }

    // MARK: - Entries

    enum Entry {
        case member(ArchiveMember)
        /// Something is broken, behind which there may be more.
        case damaged(ArticleFailure)
    }

    /// The next member; the raw bytes of a decompression are one. `nil` at the end.
    ///
    /// - Throws: `ArticleFailure` when nothing more can be read.
    func nextEntry() throws(ArticleFailure) -> Entry? {
        guard !isBroken else { return nil }
        offset = 0
        doubt = nil
        var entry: OpaquePointer?
        // libarchive brings names into the encoding of the locale, which in `C` has no letters but the English ones.
        let old = UTF8Locale.enter()
        defer { UTF8Locale.leave(old) }
        switch archive_read_next_header(archive, &entry) {
        case ARCHIVE_OK, ARCHIVE_WARN:
            guard let entry else { return nil }
            return .member(ArchiveMember(entry))
        case ARCHIVE_EOF: return nil
        case let status where (status == ARCHIVE_RETRY || status == ARCHIVE_FAILED) && sourceFailure == nil:
            return .damaged(failure())
        default:
            isBroken = true
            throw failure()
        }
    }

    /// The next bytes of the current entry, lent until the next call; `nil` at its end.
    ///
    /// - Throws: `ArticleFailure` when they are damaged; what was lent before is good.
    func nextBytes() throws(ArticleFailure) -> UnsafeRawBufferPointer? {
        while !isBroken {
            if let doubt {
                self.doubt = nil
                throw doubt
            }
            var block: UnsafeRawPointer?
            var count = 0
            var place: Int64 = 0
            let status = archive_read_data_block(archive, &block, &count, &place)
            switch status {
            case ARCHIVE_OK, ARCHIVE_WARN:
                // Checksums stand at the end, and some formats only warn of a wrong one.
                if status == ARCHIVE_WARN { doubt = failure() }
                guard count > 0, let block else { continue }
                guard place == offset else {
                    throw ArticleFailure(path: path, reason: "has holes (a sparse file), and texts have none")
                }
                offset += Int64(count)
                return UnsafeRawBufferPointer(start: block, count: count)
            case ARCHIVE_EOF: return nil
            case ARCHIVE_RETRY: continue
            case ARCHIVE_FAILED where sourceFailure == nil: throw failure()
            default:
                isBroken = true
                throw failure()
            }
        }
        return nil
    }

    // MARK: - Calls from C

    private static func of(_ data: UnsafeMutableRawPointer?) -> LibArchive? {
        data.map { Unmanaged<LibArchive>.fromOpaque($0).takeUnretainedValue() }
    }

    private func lend(_ block: UnsafeMutablePointer<UnsafeRawPointer?>?) -> la_ssize_t {
        guard sourceFailure == nil else { return la_ssize_t(ARCHIVE_FATAL) }
        do {
            guard let bytes = try source.nextBytes() else { return 0 }
            block?.pointee = bytes.baseAddress
            return bytes.count
        } catch {
            sourceFailure = error
            return la_ssize_t(ARCHIVE_FATAL)
        }
    }

    private func seek(_ offset: Int64, _ whence: CInt) -> Int64 {
        guard let source = source as? any SeekableSource else { return Int64(ARCHIVE_FATAL) }
        let origin = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? source.position : source.count
        let (place, overflow) = Int64(origin).addingReportingOverflow(offset)
        guard !overflow, place >= 0 else { return Int64(ARCHIVE_FATAL) }
        // Behind the end there is nothing, and to stay there lets no sum overflow.
        source.position = min(Int(place), source.count)
        return Int64(source.position)
    }

    private func skip(_ count: Int64) -> Int64 {
        guard let source = source as? any SeekableSource, count > 0 else { return 0 }
        let skipped = min(count, Int64(source.count - source.position))
        guard skipped > 0 else { return 0 }
        source.position += Int(skipped)
        return skipped
    }

    // MARK: - Failures

    private func failure() -> ArticleFailure {
        if let sourceFailure { return sourceFailure }
        // Of a compression that ends within its last bytes it says nothing.
        let detail = archive_error_string(archive).map { Self.worded(String(cString: $0).lowercased()) }
        return ArticleFailure(path: path, reason: ReadingContext.onOneLine(detail ?? "cut off or damaged"))
    }

    private static func worded(_ detail: String) -> String {
        let reason = detail.hasSuffix(".") ? String(detail.dropLast()) : detail
        if reason.contains("unrecognized archive format") { return "no archive of a kind that is known here" }
        if reason.contains("truncated") { return "cut off: \(reason)" }
        let isPlain = ["read", "directory", "unsupported", "not supported", "encrypt"].contains { reason.contains($0) }
        return isPlain ? reason : "damaged: \(reason)"
    }
}

/// What an archive says of one of its members.
struct ArchiveMember {
    /// Fit to be shown; it is never used as a path.
    var name: String
    /// The name, and a number behind it where the archive had the name before.
    var key: String
    /// Neither a directory, a link nor a device.
    var isFile: Bool
    var isEncrypted: Bool

    fileprivate init(_ entry: OpaquePointer) {
        // Bytes that are no UTF-8 are only in the other one.
        let bytes = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
        name = MemberName.shown(bytes.map { String(cString: $0) } ?? "")
        key = name
        isEncrypted = archive_entry_is_encrypted(entry) != 0
        // Of a file with several names cpio has the bytes once, with any of them.
        let isLinked = archive_entry_hardlink(entry) != nil || archive_entry_nlink(entry) > 1
        let isEmpty = archive_entry_size_is_set(entry) != 0 && archive_entry_size(entry) == 0
        isFile = archive_entry_filetype(entry) == S_IFREG && !(isLinked && isEmpty)
    }
}

/// An encoding for the names in archives, whatever the person's is; set for the calls that need it, on this thread alone.
private enum UTF8Locale {
    private struct Locale: @unchecked Sendable {
        let value: locale_t?
    }

    /// Never freed, and never changed.
    private static let locale = Locale(
        value: ["C.UTF-8", "UTF-8", "en_US.UTF-8"].firstResult { (name: String) in
            newlocale(LC_CTYPE_MASK, name, nil)
        })

    static func enter() -> locale_t? { locale.value.flatMap { uselocale($0) } }

    static func leave(_ old: locale_t?) {
        if let old { uselocale(old) }
    }
}
