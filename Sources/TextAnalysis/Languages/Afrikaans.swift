extension Language {
    public static let afrikaans = Language(
        code: "af", name: "Afrikaans", aliases: ["afr"],
        scripts: [.latin], decimalComma: true,
        functionWords: """
            n die van en in is het dat te nie wat vir sy met op om ook as hy aan word daar sal deur was kan hulle by
            maar na nog of uit ek sê meer moet ons dit een haar tot toe so wil oor net teen hierdie baie my jou
            julle jy u hom wees gewees sou kon moes mag tussen sonder sedert volgens tydens want hoe wie watter dus
            egter altyd nooit hier nou dan elke alle almal sommige ander self binne buite agter voor onder terwyl
            sodat omdat indien tensy byna reeds steeds veral ná hul syne daarom dié waar wanneer hoekom geen niks
            iets iemand niemand s
            """,
        abbreviations: """
            mnr mev mej dr prof adv ds sen jr bv d.w.s d.i o.a i.v.m m.b.t ens nr bl tel jan feb apr aug sept okt
            nov gen kol
            """)
}
