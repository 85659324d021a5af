/// Words that stand in a page beside an article, in the languages of news.
enum HTMLPhrases {
    /// Whether a short block is one that ads and buttons have.
    static func isNoise(_ text: String) -> Bool { noise.contains(normalized(text)) }

    /// Whether a heading is that of comments or of links to other articles.
    static func endsArticle(_ heading: String) -> Bool {
        let text = normalized(heading)
        return endings.contains(text) || endingBeginnings.contains { text.hasPrefix($0) }
    }

    /// Letters and digits in small letters, with single spaces between.
    static func normalized(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        var isApart = false
        for scalar in text.unicodeScalars {
            // Asking Unicode of each letter took a tenth of the time to read a page.
            let isWord =
                scalar.isASCII
                ? (scalar.value | 0x20) &- 0x61 < 26 || scalar.value &- 0x30 < 10
                : scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            guard isWord else {
                isApart = !result.isEmpty
                continue
            }
            if isApart { result.append(" ") }
            isApart = false
            if scalar.isASCII {
                result.append(
                    (0x41...0x5A).contains(scalar.value) ? Unicode.Scalar(UInt8(scalar.value | 0x20)) : scalar)
            } else {
                result.append(contentsOf: scalar.properties.lowercaseMapping.unicodeScalars)
            }
        }
        return String(result)
    }

    private static let noise = set(
        """
        advertisement|advert|ad|ads|sponsored|anzeige|werbung|publicité|publicidad|pubblicità|advertentie|реклама|広告|إعلان|\
        story continues below|story continues below advertisement|article continues below|continue reading|\
        continue reading below|artikel wird unten fortgesetzt|weiterlesen|read more|lire la suite|leer más|share|\
        share this|share this article|share on facebook|share on twitter|tweet|email|print|teilen|drucken|merken|partager|\
        compartir|поделиться|シェア|共有|مشاركة|back to top|nach oben|top|comments|kommentare|loading|skip to content|\
        open in app|copy link|link kopieren|save|subscribe|sign in|log in|zoom|fullscreen|play|next|previous|weiter|zurück
        """)

    private static let endings = set(
        """
        comments|comment|leave a comment|leave a reply|responses|related|related articles|related stories|\
        related news|related topics|related content|related links|more on this story|more from this section|read also|\
        read more|read next|see also|also read|recommended|recommended for you|you may also like|you might also like|\
        most read|most popular|trending|trending now|top stories|latest news|more news|more stories|newsletter|\
        share this story|share this article|about the author|about us|follow us|tags|topics|kommentare|\
        kommentar schreiben|mehr zum thema|zum thema|lesen sie auch|lesen sie mehr|weitere artikel|weitere meldungen|\
        das könnte sie auch interessieren|meistgelesen|meist gelesen|verwandte artikel|ähnliche artikel|schlagworte|\
        articles liés|à lire aussi|lire aussi|sur le même sujet|commentaires|les plus lus|noticias relacionadas|\
        te puede interesar|lea también|lee también|comentarios|más leídas|leggi anche|articoli correlati|commenti|lees ook|\
        reacties|читайте также|комментарии|по теме|материалы по теме|関連記事|関連ニュース|コメント|おすすめ記事|\
        あわせて読みたい|ランキング|人気記事|مواضيع ذات صلة|اقرأ أيضا|اقرأ أيضًا|تعليقات|التعليقات|الأكثر قراءة|\
        相关新闻|相关阅读|评论|관련기사|관련 기사|댓글|많이 본 뉴스
        """)

    private static let endingBeginnings = [
        "more from ", "more on ", "more about ", "more stories ", "mehr aus ", "mehr von ", "mehr zu ", "related ",
    ]

    private static func set(_ phrases: String) -> Set<String> {
        Set(phrases.split(separator: "|").map { normalized(String($0)) })
    }
}
