extension Language {
    public static let estonian = Language(
        code: "et", name: "Estonian", aliases: ["est", "eesti"],
        scripts: [.latin], decimalComma: true,
        functionWords: """
            ja on ei et see ka kui oli aga oma ta mis seda ning või kes pole olla nii selle siis veel tema kuid
            mitte üle pärast enne juba ainult väga ma me te nad sa mina meie teie nende tal talle teda neid need
            selles sellest sellele seal siin nüüd praegu kus miks kuidas millal mida mille millest milles kelle keda
            kellel kuna sest sellepärast siiski isegi ega kas üks kaks mõned mõni kõik iga igal midagi keegi alati
            kunagi vastu kohta järgi jooksul ajal eest poolt peale kaudu vahel ilma koos samuti lisaks rohkem vähem
            võib võivad peab peavad saab saavad olid olnud oleks pidi sai tuleb end ennast muu muud teised teine
            nagu just umbes ühe ühes ligi
            """,
        abbreviations: """
            dr prof hr pr nt jne jms jt s.o st vt vrd lk nr tel saj tuh mln mld kr ca pm tn mnt jaan veebr apr aug
            sept okt nov dets e.m.a m.a.j
            """)
}
