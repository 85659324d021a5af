extension Language {
    public static let romanian = Language(
        code: "ro", name: "Romanian", aliases: ["ron", "rum", "română", "romana", "moldovan", "mo"],
        stemmer: "romanian", scripts: [.latin], decimalComma: true,
        functionWords: """
            de în a și la din cu pe care că nu o un pentru mai este au sunt fi ce sau ca prin să se după fost dar
            însă al ale cel cea cei cele lui ei lor el ea ele eu tu noi voi îl îi le mă te ne vă își acest această
            acești aceste acel acea acei acestui acestei acestor unui unei unor nici doar numai foarte tot toate
            toți fără spre până între peste sub când unde cum cât dacă atunci deoarece fiind avea are avem aveți era
            erau va vor ar aș am ai poate pot trebuie astfel aceasta acesta acestea aceștia despre către printre
            asupra contra dintre dintr într deja încă atât decât totuși precum iar ori fie cine oricare orice
            fiecare altă alt alte alți
            """,
        abbreviations: """
            dl dna dra dlui dnei dr prof ing gen col lt cap str nr bd bl sc ap jud mun tel pag pg art alin lit cf ex
            etc ș.a ș.a.m.d p.s mil mld ian feb apr aug sept oct nov dec a.c s.a s.r.l î.hr d.hr
            """)
}
