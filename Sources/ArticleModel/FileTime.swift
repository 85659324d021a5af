#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

extension stat {
    /// When the file's content was written last, in nanoseconds since 1970.
    package var modificationTime: Int64 {
        #if os(Linux)
            let time = st_mtim
        #else
            let time = st_mtimespec
        #endif
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }
}
