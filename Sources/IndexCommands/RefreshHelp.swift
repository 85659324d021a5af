import LedeCommands

/// What `lede-index --help` says beside its options.
enum RefreshHelp {
    static let discussion = """
        The index is made where there is none. An article that is new is added, one
        that has changed is replaced, an unchanged one is skipped, and one whose file
        is gone from a directory given here is removed. What lies outside the paths
        given stays as it is. In a directory, hidden files and files of other kinds
        are passed over.

        SUB-COMMANDS
        \(subcommands)

          A sub-command stands first; lede-index SUB-COMMAND --help tells more. For a
          file of such a name write ./stats.

        INPUT FORMATS
        \(InputFormats.help)

          Each may be compressed (gz, zst, xz, bz2, lz4, lz, lzma, Z). The format is
          what a file's first bytes show for certain, else what its name says, else
          what it looks like; lede-index formats tells where each has its fields. Files
          of other kinds can be read through a --filter, a command that prints their
          text: it gets the file on its standard input, runs without a shell, and has a
          minute.

        EXAMPLES
          lede-index ~/news
          lede-index --index wire.sqlite wire.jsonl.zst
          find . -name '*.md' -print0 | lede-index --files-from - -0
          zcat dump.gz | lede-index --format jsonl --map text=content -
          lede-index stats

        CONFIGURATION
          filters:
            "*.pdf": pdftotext -layout - -
          map:
            text: content
          max-expanded: 64G

          What the command line says counts before it.

        EXIT STATUS
          0    all was read
          1    the answer is no: check found problems, remove was given unknown keys
          2    an error, or an input that could not be read; all others are indexed
          130  interrupted, 143 terminated, 129 hung up: what was done is kept, and
               the next run goes on; a second such signal ends the command at once

        ENVIRONMENT
          LEDE_INDEX       the index file, where --index is not given
          XDG_DATA_HOME    where the index is kept by default: in lede/index.sqlite
          XDG_CONFIG_HOME  where the configuration is: in lede/config.yaml
        """

    private static var subcommands: String {
        HelpList.text(Subcommand.all.map { ($0.name, $0.summary) })
    }
}
