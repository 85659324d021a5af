extension Language {
    public static let french = Language(
        code: "fr", name: "French", aliases: ["fra", "fre", "français", "francais"],
        stemmer: "french", scripts: [.latin], decimalComma: true,
        elisions: ["l", "d", "j", "qu", "c", "n", "s", "m", "t", "jusqu", "lorsqu", "puisqu", "quoiqu"],
        functionWords: """
            de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont aux avec
            son cette ont mais comme ou si leur ses sa y dont elle aussi été être fait nous même deux bien où ces
            entre sans tout après ils tous peut faire très avoir sous cela autres alors encore depuis lors avant
            contre moins ainsi vers toujours chez elles avait était sera selon jusqu quand notre votre leurs vous je
            lui donc on ni car eux mon ma mes ton ta tes nos vos celui celle ceux celles ceci ça quel quelle quels
            quelles lorsque puisque afin parce pendant plusieurs chaque toute toutes quelques trop peu déjà ici là
            rien jamais étaient avaient serait aurait seront soit fut ai as avons avez suis sommes êtes étant ayant
            puis tandis malgré dès hors parmi via jusque non
            """,
        abbreviations: """
            mm mme mmes mlle mlles dr pr mgr st ste av bd av.j.c apr cf chap éd env fig hab ibid janv févr avr juil
            sept oct nov déc nos pp réf s.a s.a.r.l tél vol etc min p.ex c.-à-d
            """)
}
