extension Language {
    public static let hungarian = Language(
        code: "hu", name: "Hungarian", aliases: ["hun", "magyar"],
        stemmer: "hungarian", scripts: [.latin], decimalComma: true,
        functionWords: """
            a az és hogy nem is egy volt meg ez de ha csak már mint el még azt ki vagy van minden fel ezt szerint
            lehet lesz pedig mert között kell után aki ami amely amelyek akik amit sem ezek azok így úgy mely nagyon
            több most ezért majd alatt itt ott olyan ilyen által illetve valamint szemben ellen mellett előtt utána
            óta felé nélkül szintén azonban hanem akkor amikor ahol mivel miatt során vele neki nekik őt ő ők én te
            mi ti engem minket saját maga magát volna voltak vannak lenne lett lettek legyen nincs sincs soha mindig
            ugyan ugyanis tehát továbbá egyik másik más néhány sok kevés egyes összes arra erre abban ebben annak
            ennek attól ettől ahhoz ehhez azzal ezzel azon ezen
            """,
        abbreviations: """
            dr id ifj özv prof stb pl kb ill ún u.n vö ld jan febr márc ápr máj jún júl aug szept okt nov dec kft rt
            zrt nyrt bt sz krt ker em tel old köt gr st hrsz mrd
            """)
}
