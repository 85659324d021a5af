extension Language {
    public static let finnish = Language(
        code: "fi", name: "Finnish", aliases: ["fin", "suomi"],
        stemmer: "finnish", scripts: [.latin], decimalComma: true,
        functionWords: """
            ja on ei se että oli hän mutta myös ovat ole joka kun niin kuin ollut tai sen jos mukaan vain jo nyt
            olla hänen sitä sekä kanssa voi mitä ne jonka he eivät vielä jälkeen tämä olisi koska sitten minä noin
            pitää olivat tämän hyvin ennen siitä jotka joita tällä siinä kuitenkin mikä itse enemmän myöskään missä
            kuka eikä voidaan aikana yli saa saada asti me te sinä minun sinun meidän teidän heidän niiden niitä
            niistä tätä tästä tässä nämä näiden näitä tuo nuo joiden joissa jossa josta johon joille jolla jolle
            vaikka kunnes sillä eli vaan vai vuoksi takia välillä alle kautta lisäksi ilman mm muun muassa muita
            muiden toinen kaikki kaikkien ainakin siis silti aina koskaan enää juuri lähes useita monet paljon
            """,
        abbreviations: """
            esim ym yms jne mm ks vrt ns nk klo nro puh tri prof os kpl milj mrd ts toim ent eaa jälk mr ekr jkr
            """)
}
