extension Language {
    public static let danish = Language(
        code: "da", name: "Danish", aliases: ["dan", "dansk"],
        stemmer: "danish", scripts: [.latin], decimalComma: true,
        functionWords: """
            og i at det er en til af på for de med den der som ikke har et om var han men sig fra vi så kan når jeg
            efter nu eller sin hvor ved mod skal ville kommer ud får være havde alle andre meget end her da siden
            over kun ind bliver op også hvad to vil mange hvordan mere man os dem denne dette disse ham hende hans
            hendes deres vores min mit mine din dit dine sit sine uden gennem mellem inden mens fordi allerede altid
            aldrig noget nogen nogle ingen intet hvilke hvilken hvilket hver både samt dog jo vel nok blev blevet
            været må måtte bør hos ifølge omkring trods blandt dig mig du hun kunne skulle under før hvis selv sådan
            selvom derfor deraf herfra
            """,
        abbreviations: """
            bl.a f.eks fx d.v.s dvs m.m m.fl m.v osv o.s.v s.k f.kr e.kr ca dr prof kl nr hr fr pr sid stk tlf jan
            feb febr apr aug sept okt nov dec jf kap mio mia etc inkl ekskl ang evt iflg vedr ift pga d.d st
            """)
}
