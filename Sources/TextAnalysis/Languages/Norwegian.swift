extension Language {
    public static let norwegian = Language(
        code: "no", name: "Norwegian",
        aliases: [
            "nor", "nb", "nn", "nob", "nno", "norsk", "bokmål", "nynorsk", "norsk bokmål", "norsk nynorsk",
        ],
        stemmer: "norwegian", scripts: [.latin], decimalComma: true,
        functionWords: """
            og i det er på til som en av for med at å har de ikke den var han om et men seg fra vi så kan når jeg
            etter nå eller sin hvor ved mot skal ville kommer ut får være hadde alle andre mye enn her da siden over
            bare inn blir opp også hva to vil mange hvordan mer man oss dem denne dette disse ham henne hans hennes
            deres vår vårt våre min mitt mine din ditt dine sitt sine uten gjennom mellom før mens fordi allerede
            alltid aldri noe noen ingen hvilke hvilken hver både samt jo vel nok ble blitt vært må måtte bør hos
            ifølge rundt tross blant deg meg du hun kunne skulle under hvis selv slik dermed ikkje eg dei ein eit
            frå vart vere kva korleis kvar me mykje nokon noko berre då meir desse hjå sjølv
            """,
        abbreviations: """
            bl.a f.eks dvs d.v.s m.m m.fl m.v osv o.s.v s.k f.kr e.kr ca dr prof kl nr hr fr pr stk tlf jan feb febr
            apr aug sept okt nov des jf jfr kap mill mrd etc inkl ekskl ang evt iflg vedr pga st f.o.m t.o.m
            """)
}
