import ArticleModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What the process's surroundings say: arguments, terminals and environment variables.
package enum Terminal {
    package enum Stream {
        case output
        case error

        fileprivate var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }
    }

    package static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.descriptor) == 1 }

    /// The cores there are to use.
    package static var processors: Int { max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))) }

    /// Columns to fill: `$COLUMNS` where it is set, else the terminal's own width, else 80.
    package static func columns(of stream: Stream) -> Int {
        if let columns = environment("COLUMNS").flatMap({ Int($0) }), columns > 0 { return columns }
        var size = winsize()
        guard ioctl(stream.descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// What stands behind the command's name, as paths are held: any of it may be the name of a file.
    package static var arguments: [String] {
        UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc)).dropFirst().compactMap {
            $0.map(path)
        }
    }

    /// An environment variable's value, as paths are held; `nil` when it is unset or empty.
    package static func environment(_ name: String) -> String? {
        guard let value = getenv(name), value.pointee != 0 else { return nil }
        return path(value)
    }

    private static func path(_ bytes: UnsafeMutablePointer<CChar>) -> String {
        PathText.text(ofCString: bytes, isTyped: true)
    }
}

/// When to use colour.
package enum ColorChoice: String, Sendable, CaseIterable {
    case auto
    case always
    case never

    /// In `auto`, colour is for terminals that can show it and people who have not declined it (no-color.org).
    package func usesColor(isTerminal: Bool, environment: (String) -> String?) -> Bool {
        switch self {
        case .always: true
        case .never: false
        case .auto: isTerminal && environment("NO_COLOR") == nil && environment("TERM") != "dumb"
        }
    }
}
