import Lede

/// A kind of query, and one of the kind.
struct QueryClass: Sendable {
    let name: String
    let request: SearchRequest

    init(_ name: String, _ query: String, all: Bool = false, month: String? = nil) {
        self.name = name
        request = SearchRequest(
            query: query, requiresAllWords: all, since: month.flatMap { PublicationDate(parsing: $0) },
            until: month.flatMap { PublicationDate(parsing: $0) })
    }

    static let all = [
        QueryClass("rare word", "Panmunjom"),
        QueryClass("two words, any", "armored train"),
        QueryClass("two words, all", "armored train", all: true),
        QueryClass("phrase", "\"armored train\""),
        QueryClass("prefix", "negotia*"),
        QueryClass("frequent word", "president"),
        QueryClass("two frequent words", "president government"),
        QueryClass("stop words only", "of the"),
        QueryClass("ten-word question", "when will the president of Russia meet the other leader again"),
        QueryClass("of one month", "president government", month: "2017-03"),
    ]
}
