/// What `lede-query --help` says beside its options.
enum QueryHelp {
    static let discussion = """
        THE QUERY
          kim putin            articles with any of the words (--all: with all)
          "arms deal"          the words side by side
          "arms deal"~5        the words with at most 5 others between them
          reun*                all words that begin so
          +train -station      must hold this word, must not hold that one
          train OR railway     one is as good as the other: +(train OR railway)
          train AND railway    both of them
          title:summit         the word in the title
          in:lede summit       all the words beside it in the first paragraph; likewise
                               in:quote, in:caption, in:byline, in:dateline, in:heading

          Any text is a query: what does not fit these forms is taken as words, and
          --explain says how it was read. Capitals, accents, spelling variants and
          endings do not matter: armored finds “armoured”, Kim Jongun finds “Kim
          Jong-un”; but US is not us.

          An argument that begins with '-' is taken as an option. Quote the query as
          a whole, or put it behind '--':
            lede-query 'train -station'
            lede-query -- -station train

        FORMATS
        \(formats)

          Paths and keys are relative to the working directory where they lie inside
          it. In text, line and tsv an article's control characters show as signs.
          With --batch, formats of one line a record only. A story that several papers
          print is one result; --duplicates show makes every copy one.

        EXAMPLES
          lede-query 'US intelligence'
          lede-query --all --since 2023-09 armored train
          lede-query -l '"wheat harvest"' | xargs wc -w
          lede-query --format jsonl -n 100 opioid crisis | jq -r .article.title
          lede-query -c --source 'World desk' summit
          lede-query --batch queries.tsv --format trec > run.txt

        EXIT STATUS
          0  something was found
          1  nothing was found
          2  an error
          Where nobody reads the output any more, SIGPIPE ends it without a word.

        ENVIRONMENT
          LEDE_INDEX     the index file, where --index is not given
          XDG_DATA_HOME  where the index is kept by default: in lede/index.sqlite
          NO_COLOR       no colour, unless --color always
          COLUMNS        the width to wrap to, instead of the terminal's
        """

    private static var formats: String {
        HelpList.text(OutputFormat.all.map { ($0.name, $0.summary) })
    }
}
