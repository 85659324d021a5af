extension Language {
    public static let latvian = Language(
        code: "lv", name: "Latvian", aliases: ["lav", "latviešu", "latviesu"],
        scripts: [.latin], decimalComma: true,
        functionWords: """
            un ir ka no ar uz par lai kas bet tas kā arī tā gan to pēc vai pie tiek tika bija ne būs kad pat vien
            var savu viņš viņa viņi viņu jau kura kurš kuri kuru kurā šis šī šo šā šīs šie tie tos tās tam tai es tu
            mēs jūs mūsu jūsu man mums jums sev sevi savas sava savā nav nebija būt būtu ja jo tomēr tāpēc tādēļ
            taču tikai vēl ļoti vairāk mazāk tagad tad šeit tur kur kāpēc kāds kāda kādu visi visu viss visas katrs
            nekas neviens nekad vienmēr pret starp pirms bez zem virs caur līdz kopš dēļ esot būšot cits cita citi
            citu pats pati paši jābūt varētu varēja drīkst tiks tikuši ap pār kamēr
            """,
        abbreviations: """
            dr prof u.c u.tml t.i t.s piem sk sal utt tūkst milj mljrd apm plkst nr tel lpp gs pag nov raj iel janv
            febr apr aug sept okt dec p.m.ē m.ē
            """)
}
