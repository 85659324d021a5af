import IndexFile
import TextAnalysis

/// The languages a query is read in.
struct QueryLanguages {
    /// All that articles are in; never empty.
    let all: [Language]
    /// Those that say which words can be left out. A few articles in a language, or of which that was guessed, do not
    /// make the words of the others' language count.
    let main: [Language]

    /// - Parameter main: all of them when left out.
    init(_ all: [Language], main: [Language]? = nil) {
        self.all = all.isEmpty ? [.english] : all
        self.main = main ?? self.all
    }

    /// The language that was asked for, or those of the index.
    init(_ language: Language?, _ snapshot: IndexSnapshot, articles: Int) throws {
        if let language {
            self.init([language])
        } else {
            let languages = try snapshot.languages()
            self.init(languages, main: try snapshot.commonLanguages(languages, articles: articles))
        }
    }

    /// The one whose compounds are known.
    var ofCompounds: Language { all.first { $0 == .english } ?? all[0] }
}
