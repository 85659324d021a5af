extension Language {
    public static let swedish = Language(
        code: "sv", name: "Swedish", aliases: ["swe", "svenska"],
        stemmer: "swedish", scripts: [.latin], decimalComma: true,
        functionWords: """
            och i att en det som på är av för den med till inte har de ett om han var men sig från vi så kan när hon
            under också efter nu eller sin där vid mot ska skulle kommer ut får finns vara hade alla andra mycket än
            här då sedan över bara in blir upp även vad få två vill ha många hur mer kunde jag man oss dem denna
            detta dessa honom henne hans hennes deras vår vårt våra min mitt mina din ditt dina sitt sina utan genom
            mellan innan medan eftersom redan alltid aldrig något någon några ingen inget inga vilka vilken vilket
            varje både samt dock ju väl nog blev blivit varit måste bör hos enligt kring trots bland dig mig ni er
            """,
        abbreviations: """
            bl.a t.ex d.v.s dvs m.m m.fl o.s.v osv s.k f.d fr.o.m t.o.m t.h ca dr prof kl nr sid st tel resp ev inkl
            exkl jan febr feb apr aug sept okt nov dec jfr kap milj mdr etc civ ing f.n p.g.a pga d.ä d.y
            """)
}
