import ArgumentParser
import LedeCommands

/// Which index to use; all sub-commands have it.
struct IndexOption: ParsableArguments {
    @Option(help: ArgumentHelp(IndexLocation.optionHelp, valueName: "file"), completion: .file())
    var index: String?
}
