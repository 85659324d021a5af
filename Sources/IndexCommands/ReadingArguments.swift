import ArgumentParser
import Articles
import LedeCommands

/// How inputs are read, from the options and the configuration file.
struct ReadingArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp("Read all inputs in this format; the formats are listed above.", valueName: "name"),
        completion: .list(InputFormats.names))
    var format: String?

    @Option(
        help: ArgumentHelp(
            "Take a field of the articles from another name, such as text=content; give it again for further fields.",
            valueName: "field=name"))
    var map: [String] = []

    @Option(
        help: ArgumentHelp(
            "Read files of these names through a command, such as '*.pdf=pdftotext -layout - -'; again for further ones.",
            valueName: "glob=command"))
    var filter: [String] = []

    @Option(
        help: ArgumentHelp(
            "Stop reading a compressed file or an archive that expands to more than this (default: 64G).",
            valueName: "size"),
        transform: ByteCount.option)
    var maxExpanded: ByteCount?

    @Option(
        help: ArgumentHelp(ConfigurationFile.optionHelp, valueName: "file"), completion: .file())
    var config: String?

    /// - Throws: `UsageError` when the options do not make sense.
    func options() throws(UsageError) -> ReadingOptions {
        if let format, !InputFormats.names.contains(format) {
            throw UsageError("--format \(format): the formats are \(InputFormats.names.joined(separator: ", "))")
        }
        let settings = try ConfigurationFile.find(option: config, environment: Terminal.environment)
        var reading = ReadingOptions(format: format, fieldMap: try Self.fieldMap(settings.map + map))
        reading.filters = try filter.map(Self.filter) + settings.filters
        if let size = maxExpanded ?? settings.maximumExpansion { reading.expansion.bytes = size.bytes }
        return reading
    }

    private static func fieldMap(_ assignments: [String]) throws(UsageError) -> FieldMap {
        var map = FieldMap()
        for assignment in assignments {
            do {
                try map.map(assignment)
            } catch {
                throw UsageError(
                    "--map \(assignment): write FIELD=NAME, with one of the fields "
                        + FieldMapError.fields.joined(separator: ", "))
            }
        }
        return map
    }

    private static func filter(_ assignment: String) throws(UsageError) -> InputFilter {
        do {
            return try InputFilter(assignment)
        } catch {
            throw UsageError("--filter \(assignment): \(error.reason); write it like '*.pdf=pdftotext -layout - -'")
        }
    }
}
