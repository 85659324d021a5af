import CLibArchive
import Foundation
import TestSupport
import Testing

/// Writes archives of all kinds, by the library that reads them.
enum WrittenArchive: String, CaseIterable {
    case ustar, pax, gnutar, oldTar, zip, storedZip, encryptedZip, sevenZip, cpio, newcpio, ar

    /// Those whose members anybody can read.
    static let readable = allCases.filter { $0 != .encryptedZip }

    var ending: String {
        switch self {
        case .ustar, .pax, .gnutar, .oldTar: "tar"
        case .zip, .storedZip, .encryptedZip: "zip"
        case .sevenZip: "7z"
        case .cpio, .newcpio: "cpio"
        case .ar: "ar"
        }
    }

    /// An archive of regular files, in blocks of one compression after the other.
    func bytes(_ members: [(name: String, bytes: [UInt8])], compressions: [CInt] = []) throws -> [UInt8] {
        let writer = try #require(archive_write_new())
        defer { archive_write_free(writer) }
        switch self {
        case .ustar: archive_write_set_format_ustar(writer)
        case .pax: archive_write_set_format_pax(writer)
        case .gnutar: archive_write_set_format_gnutar(writer)
        case .oldTar: archive_write_set_format_v7tar(writer)
        case .zip, .storedZip, .encryptedZip: archive_write_set_format_zip(writer)
        case .sevenZip: archive_write_set_format_7zip(writer)
        case .cpio: archive_write_set_format_cpio(writer)
        case .newcpio: archive_write_set_format_cpio_newc(writer)
        case .ar: archive_write_set_format_ar_svr4(writer)
        }
        if self == .storedZip { archive_write_zip_set_compression_store(writer) }
        if self == .encryptedZip {
            try #require(archive_write_set_options(writer, "zip:encryption=zipcrypt") == ARCHIVE_OK)
            archive_write_set_passphrase(writer, "secret")
        }
        for compression in compressions { try #require(archive_write_add_filter(writer, compression) == ARCHIVE_OK) }
        let size = members.reduce(1 << 16) { $0 + $1.bytes.count + 4096 }
        var memory = [UInt8](repeating: 0, count: size)
        var used = 0
        try memory.withUnsafeMutableBytes { memory in
            try #require(archive_write_open_memory(writer, memory.baseAddress, memory.count, &used) == ARCHIVE_OK)
            // Names beyond ASCII are written in the encoding of the locale.
            let locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", nil)
            let old = locale.flatMap { uselocale($0) }
            defer { if let old { uselocale(old) } }
            for member in members {
                let entry = try #require(archive_entry_new())
                defer { archive_entry_free(entry) }
                archive_entry_set_pathname_utf8(entry, member.name)
                archive_entry_set_filetype(entry, 0o100000)
                archive_entry_set_perm(entry, 0o644)
                archive_entry_set_size(entry, Int64(member.bytes.count))
                try #require(
                    archive_write_header(writer, entry) == ARCHIVE_OK,
                    "\(String(cString: archive_error_string(writer)))")
                let written = member.bytes.withUnsafeBytes { archive_write_data(writer, $0.baseAddress, $0.count) }
                try #require(written == member.bytes.count)
            }
            try #require(archive_write_close(writer) == ARCHIVE_OK)
        }
        return Array(memory[..<used])
    }

    func bytes(_ members: KeyValuePairs<String, String>, compressions: [CInt] = []) throws -> [UInt8] {
        try bytes(members.map { ($0.key, Array($0.value.utf8)) }, compressions: compressions)
    }
}
