import ArticleModel

/// Where the index file is, and who said so.
package struct IndexLocation: Sendable, Equatable {
    package enum Origin: Sendable {
        case option
        case environment
        case standard
    }

    package var path: String
    package var origin: Origin

    /// What `--index` says in help texts.
    package static let optionHelp =
        "The index file (default: $LEDE_INDEX, else $XDG_DATA_HOME/lede/index.sqlite, "
        + "else ~/.local/share/lede/index.sqlite)."

    /// The file of `--index`, else of `$LEDE_INDEX`, else the one in the person's data directory.
    ///
    /// - Throws: `UsageError` when there is neither, nor a home directory; or when its name is not UTF-8.
    package static func find(option: String?, environment: (String) -> String?) throws(UsageError) -> IndexLocation {
        let index = try named(option: option, environment: environment)
        try requireUTF8(index.path)
        return index
    }

    /// SQLite takes names in UTF-8 only.
    ///
    /// - Throws: `UsageError`.
    package static func requireUTF8(_ path: String) throws(UsageError) {
        guard !PathText.hasStandIns(path) else {
            throw UsageError("\(path): the path of an index has to be UTF-8; give another one, or a relative one")
        }
    }

    private static func named(
        option: String?, environment: (String) -> String?
    ) throws(UsageError) -> IndexLocation {
        if let option {
            guard !option.isEmpty else { throw UsageError("--index needs the name of a file") }
            return IndexLocation(path: option, origin: .option)
        }
        if let path = environment("LEDE_INDEX") { return IndexLocation(path: path, origin: .environment) }
        // The XDG specification wants relative paths ignored.
        if let data = environment("XDG_DATA_HOME"), AbsolutePath.isAbsolute(data) {
            return IndexLocation(path: data + "/lede/index.sqlite", origin: .standard)
        }
        guard let home = environment("HOME") else {
            throw UsageError("no place for an index: $HOME is not set; name a file with --index")
        }
        return IndexLocation(path: home + "/.local/share/lede/index.sqlite", origin: .standard)
    }

    /// The words of a command line that make or refresh this index.
    package var indexingCommand: String {
        origin == .option ? "lede-index --index \(Shell.quoted(path)) PATH…" : "lede-index PATH…"
    }

    /// The words of a command line that repair this index.
    package var repairCommand: String {
        origin == .option ? "lede-index check --repair --index \(Shell.quoted(path))" : "lede-index check --repair"
    }
}

/// Options or arguments that do not go together; `message` says why.
package struct UsageError: Error, Equatable {
    package var message: String

    package init(_ message: String) {
        self.message = message
    }
}

package enum Shell {
    /// `word` as a shell reads it back.
    package static func quoted(_ word: String) -> String {
        let isPlain = word.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
                true
            default: "/._-+,:@%=".utf8.contains(byte)
            }
        }
        if isPlain, !word.isEmpty { return word }
        return "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
