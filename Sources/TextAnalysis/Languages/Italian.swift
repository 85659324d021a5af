extension Language {
    public static let italian = Language(
        code: "it", name: "Italian", aliases: ["ita", "italiano"],
        stemmer: "italian", scripts: [.latin], decimalComma: true,
        elisions: [
            "l", "d", "un", "dell", "all", "dall", "nell", "sull", "quest", "quell", "dev", "c", "s", "m", "t", "v",
            "n", "bell", "sant", "tutt", "mezz", "anch", "cos", "dov", "com", "quand", "senz", "nient",
        ],
        functionWords: """
            di e il la che in a per un è del non una della i con da le si al sono dei come lo più alla ma nel ha
            delle anche dal o gli su se dalla nella ad suo essere tra ed sua era loro ai ci cui due questo dopo
            quando hanno molto fra altri questa stato perché ancora alle sul dai solo prima stata poi fatto mentre
            così dalle degli tutti quello già fino contro sulla senza aveva nei dell all dall sull nell quell nelle
            sui sulle agli dagli negli sugli chi ogni noi voi io lui lei mi ti vi ne qui dove quale quali tutto
            tutta tutte questi queste quella quelli quelle suoi sue mio mia nostro nostra né stati state sia siano
            furono fu erano sarà saranno avere avevano abbiamo può possono deve devono però quindi dunque oltre
            secondo durante verso presso sempre mai meno ora anzi invece infatti
            """,
        abbreviations: """
            sig sigg sig.ra sig.na dott dott.ssa prof prof.ssa avv ing arch sen gen col cap mons ss st p.za v.le
            c.so art artt cfr ecc p.es fig nr num pag pagg par vol tel s.p.a s.r.l srl genn febb apr ago sett ott
            nov dic a.c d.c ca
            """)
}
