extension Language {
    public static let lithuanian = Language(
        code: "lt", name: "Lithuanian", aliases: ["lit", "lietuvių", "lietuviu"],
        stemmer: "lithuanian", scripts: [.latin], decimalComma: true,
        functionWords: """
            ir kad į iš tai su yra bet o kaip už ne ar jis buvo per nuo tik jo dar apie dėl jos jų kurie kuris kuri
            kurios kurių kurį kuriuos jau po prie bus labai taip nes jei būti šis ši šio šios šių šie tas ta to tos
            tų tie visi visų visus viską jie ji aš mes jūs tu mūsų jūsų savo sau save jam jai jiems juos ją jį pat
            pats pati prieš tarp pagal ant iki be arba nei nors kai kur kodėl kas ką ko kam kuo gali galima turi
            turėjo reikia esą buvę būtų kitas kita kiti kitų daugiau mažiau dabar tada čia ten dėka todėl tačiau
            taigi tad vis vėl net nėra nebuvo
            """,
        abbreviations: """
            mėn val sek tūkst mln mlrd proc pvz t.y t.t kt pan žr plg gerb dr prof doc pr al vnt nr tel psl sav raj
            apskr vad red sud šv
            """)
}
