extension Language {
    public static let basque = Language(
        code: "eu", name: "Basque", aliases: ["eus", "baq", "euskara", "euskera"],
        stemmer: "basque", scripts: [.latin], decimalComma: true,
        functionWords: """
            eta da ez ere du bat izan dira den dute baina zen egin zuen hau dela dituzte ditu zuten ziren batean
            baino arte beste bi edo orain behar bere beren bezala dago daude duen duten egiten gabe gero gure
            guztiak hala haien hain han hartan hemen hor horiek horren horrek hori hura inguruan ari izango bada
            badu bai baita baitira beraz berak berean dio dion dituen diren eman esan ezin gisa gutxi gu hainbat
            handik hasi hauek hauen horretan horregatik izaten jarri joan lehen nahi nahiz nik ni nola non nor noiz
            oso ondoren ondorioz orduan zer zein zerbait ziola zituen zituzten zu zuk zela zeuden zegoen izateko
            batek batera baten batzuk artean aurrean aurka arabera dezake dezakete
            """,
        abbreviations: """
            jn dr prof orr zk zenb etab adb ik alb h.d i.e urt ots api mai eka uzt abu ira urr aza abe
            """)
}
