import ArticleModel

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// `lede-query verify < hits.jsonl`, which is `lede-index verify`: to read sources takes the libraries that a query does
/// without.
enum VerifyCommand {
    /// Whether the arguments ask for it. At a terminal, “verify” alone is a word to search for.
    static func isMeant(by arguments: [String]) -> Bool {
        guard arguments.first == "verify" else { return false }
        let options = arguments.dropFirst()
        return options.isEmpty
            ? isatty(STDIN_FILENO) == 0 : options.allSatisfy { ["--json", "--help", "-h", "-"].contains($0) }
    }

    /// Becomes the other command; returns only when that is not to be found.
    static func run(_ arguments: [String], _ program: Program) -> ExitStatus {
        var words: [UnsafeMutablePointer<CChar>?] = (["lede-index"] + arguments).map {
            PathText.withSystemPath($0) { strdup($0) }
        }
        words.append(nil)
        if let path = neighbour { PathText.withSystemPath(path) { _ = execv($0, words) } }
        execvp("lede-index", words)
        program.complain("verify is done by lede-index, which is neither beside lede-query nor on the PATH")
        return .failure
    }

    /// `lede-index` in the directory that this command lies in, as far as the system tells.
    private static var neighbour: String? {
        var path = [CChar](repeating: 0, count: Int(PATH_MAX) + 1)
        let length = readlink("/proc/self/exe", &path, path.count - 1)
        guard length > 0, let slash = path[..<length].lastIndex(of: CChar(UInt8(ascii: "/"))) else { return nil }
        return PathText.text(of: path[...slash].map { UInt8(bitPattern: $0) }) + "lede-index"
    }
}
