extension Language {
    public static let swahili = Language(
        code: "sw", name: "Swahili", aliases: ["swa", "swh", "kiswahili"],
        scripts: [.latin],
        functionWords: """
            ya na wa kwa ni katika za la kuwa cha hiyo huo huyo hii hizo hayo hao yake wake zake lake chake yao wao
            zao kama lakini pia au si hiki ile yule wale zile lile kile baada kabla wakati hadi mpaka kutoka kuhusu
            juu chini ndani nje mbele nyuma kati bila ili ambayo ambao ambaye ambapo wote yote zote kila mmoja moja
            mbili wengine mwingine zaidi sana tu bado sasa hapa pale huko wapi nini nani gani vipi kwamba ikiwa
            iwapo ingawa kwani hivyo basi alikuwa walikuwa ilikuwa imekuwa amekuwa wamekuwa hakuna kuna yeye mimi
            wewe sisi ninyi hata tena mwa vya pa
            """,
        abbreviations: """
            bw bi dkt prof n.k k.m k.v mh
            """)
}
