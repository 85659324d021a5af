import ArticleModel
import Articles
import LedeCommands
import PassageIndex
import Yams

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// What a person has written down once for all runs: `filters`, `map` and `max-expanded`, in YAML.
///
/// What the command line says counts before it: its filters are tried first, its names of fields take the place of those
/// here.
struct ConfigurationFile: Equatable {
    var filters: [InputFilter] = []
    /// Assignments like `text=content`.
    var map: [String] = []
    var maximumExpansion: ByteCount?

    /// What `--config` says in the help text.
    static let optionHelp =
        "Read options from this YAML file (default: $XDG_CONFIG_HOME/lede/config.yaml, else "
        + "~/.config/lede/config.yaml, if it is there)."

    /// Reads the file of `--config`, else the one in the person's configuration directory, if there is one.
    ///
    /// - Throws: `UsageError` when it cannot be read, or says something it cannot say.
    static func find(option: String?, environment: (String) -> String?) throws(UsageError) -> ConfigurationFile {
        if let option {
            guard !option.isEmpty else { throw UsageError("--config needs the name of a file") }
            return try ConfigurationFile(path: option)
        }
        guard let path = standardPath(environment), Self.exists(path) else { return ConfigurationFile() }
        return try ConfigurationFile(path: path)
    }

    private static func standardPath(_ environment: (String) -> String?) -> String? {
        // The XDG specification wants relative paths ignored.
        if let directory = environment("XDG_CONFIG_HOME"), AbsolutePath.isAbsolute(directory) {
            return directory + "/lede/config.yaml"
        }
        return environment("HOME").map { $0 + "/.config/lede/config.yaml" }
    }

    init() {}

    private init(path: String) throws(UsageError) {
        try self.init(yaml: try Self.text(of: path), path: path)
    }

    private static func exists(_ path: String) -> Bool { PathText.withSystemPath(path) { access($0, F_OK) } == 0 }

    /// A longer file is not one that a person has written.
    private static let longest = 1 << 20

    private static func text(of path: String) throws(UsageError) -> String {
        guard let file = PathText.withSystemPath(path, { fopen($0, "r") }) else {
            throw UsageError("\(path): \(systemReason(errno))")
        }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: longest)
        let count = fread(&bytes, 1, longest, file)
        guard ferror(file) == 0 else { throw UsageError("\(path): \(systemReason(errno))") }
        guard count < longest else { throw UsageError("\(path): longer than 1 MB, which no settings are") }
        guard let text = String(validating: bytes[..<count], as: UTF8.self) else {
            throw UsageError("\(path): not UTF-8")
        }
        return text
    }

    /// - Throws: `UsageError` with the line.
    init(yaml: String, path: String) throws(UsageError) {
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            throw Self.error(path, YAMLProblem(error))
        }
        // Nothing, and nothing but comments.
        guard let root, root.null == nil else { return }
        guard let settings = root.mapping else {
            throw UsageError("\(path): not a list of “name: value” lines")
        }
        for (name, value) in settings { try take(name, value, path) }
    }

    private mutating func take(_ name: Node, _ value: Node, _ path: String) throws(UsageError) {
        if value.null != nil { return }
        do throws(Problem) {
            switch name.string {
            case "filters":
                filters = try Self.assignments(value, "filters: not a list of GLOB=COMMAND, nor lines “GLOB: COMMAND”")
                    .map {
                        (pair) throws(Problem) in try Self.filter(pair)
                    }
            case "map":
                let pairs = try Self.assignments(value, "map: not a list of FIELD=NAME, nor lines “FIELD: NAME”")
                for (text, line) in pairs {
                    do throws(FieldMapError) {
                        var map = FieldMap()
                        try map.map(text)
                    } catch {
                        throw Problem(
                            "map: “\(text)” is no FIELD=NAME with one of the fields "
                                + FieldMapError.fields.joined(separator: ", "), line)
                    }
                    map.append(text)
                }
            case "max-expanded":
                guard let text = value.scalar?.string, let count = try? ByteCount.option(text) else {
                    throw Problem("max-expanded: write a number of bytes like 512M or 2G", Self.line(value))
                }
                maximumExpansion = count
            default:
                let shown = name.string.map { "“\($0)”" } ?? "that"
                throw Problem("\(shown) is no setting; there are filters, map and max-expanded", Self.line(name))
            }
        } catch {
            throw Self.error(path, error)
        }
    }

    // MARK: - Values

    private struct Problem: Error {
        var reason: String
        var line: Int?

        init(_ reason: String, _ line: Int?) {
            self.reason = reason
            self.line = line
        }
    }

    private static func error(_ path: String, _ problem: Problem) -> UsageError {
        UsageError(ErrorWording.line(for: ArticleFailure(path: path, line: problem.line, reason: problem.reason)))
    }

    private static func error(_ path: String, _ problem: YAMLProblem) -> UsageError {
        error(path, Problem("not YAML: \(problem.reason)", problem.line))
    }

    private static func line(_ node: Node) -> Int? { node.mark?.line }

    /// Texts like `a=b` from a list of them, or from the lines `a: b` of a mapping.
    private static func assignments(_ node: Node, _ otherwise: String) throws(Problem) -> [(text: String, line: Int?)] {
        if let list = node.sequence {
            var texts: [(String, Int?)] = []
            for element in list {
                if let text = element.scalar?.string {
                    texts.append((text, line(element)))
                } else {
                    // `- "*.pdf": pdftotext - -`
                    guard element.mapping != nil else { throw Problem(otherwise, line(element)) }
                    texts += try assignments(element, otherwise)
                }
            }
            return texts
        }
        guard let lines = node.mapping else { throw Problem(otherwise, line(node)) }
        var texts: [(String, Int?)] = []
        for (name, value) in lines {
            guard let left = name.scalar?.string, let right = value.scalar?.string else {
                throw Problem(otherwise, line(value))
            }
            texts.append(("\(left)=\(right)", line(name)))
        }
        return texts
    }

    private static func filter(_ pair: (text: String, line: Int?)) throws(Problem) -> InputFilter {
        do {
            return try InputFilter(pair.text)
        } catch {
            throw Problem("filters: “\(pair.text)”: \(error.reason)", pair.line)
        }
    }
}
