import LedeCommands
import PassageIndex

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The directory that holds the index when a person has named no place for it.
enum DefaultPlace {
    /// Makes the directory of the file `path`, and those above it, for this person alone, as the XDG specification
    /// asks.
    ///
    /// - Throws: `IndexError.notWritable`.
    static func make(for path: String) throws(IndexError) {
        var end = path.startIndex
        while let slash = path.utf8[end...].dropFirst().firstIndex(of: UInt8(ascii: "/")) {
            end = slash
            let directory = String(path[..<slash])
            if mkdir(directory, 0o700) != 0, errno != EEXIST {
                throw IndexError.notWritable(path: directory, detail: systemReason(errno))
            }
        }
    }
}
