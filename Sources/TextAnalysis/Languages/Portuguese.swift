extension Language {
    public static let portuguese = Language(
        code: "pt", name: "Portuguese", aliases: ["por", "português", "portugues"],
        stemmer: "portuguese", scripts: [.latin], decimalComma: true,
        functionWords: """
            de a o que e do da em um para com não uma os no se na por mais as dos como mas foi ele das tem à seu sua
            ou ser quando muito há nos já está eu também só pelo pela até isso ela entre era depois sem mesmo aos
            ter seus quem nas me esse eles estão você tinha foram essa num nem suas meu às minha têm numa pelos elas
            havia seja qual será nós tenho lhe deles essas esses pelas este fosse dele tu te vocês vos lhes meus
            minhas teu tua nosso nossa nossos nossas dela delas esta estes estas aquele aquela aqueles aquelas isto
            aquilo estou estamos estava estavam são sobre onde ainda porque segundo desde contra durante após então
            assim cada outro outra outros outras todos todas tudo pode podem deve sendo sido vai vão ao antes agora
            sempre nunca menos
            """,
        abbreviations: """
            sr sra srs sras srta dr dra prof profa gen cel cap av pç ex exmo exma eng arq núm nº pág págs art vol ed
            etc p.ex aprox tel cia ltda s.a jan fev abr ago out nov dez a.c d.c min
            """)
}
