extension Language {
    public static let catalan = Language(
        code: "ca", name: "Catalan", aliases: ["cat", "català", "catala", "valencian", "valencià"],
        stemmer: "catalan", scripts: [.latin], decimalComma: true,
        elisions: ["l", "d", "n", "s", "m", "t"],
        functionWords: """
            de la i el que en a les per els un una amb del no és al més va ha dels com ser però han pel seva seu
            també sobre o entre ja si són aquest aquesta fins molt quan tot ens seus on des perquè hi ho li es se em
            et us dos sense així tots totes tota ara cada altres altre altra aquests aquestes aquell aquella allò
            això qui què quin quina quins quines doncs sinó encara durant contra segons després abans sota davant
            només estat estan està era eren havia havien van vaig fou sigui siguin pot poden cal fer fa fet té tenen
            tenia meu meva teu teva nostre nostra vostre vostra seves llur ni mai res ningú algú cap pels als ell
            ella ells elles jo tu nosaltres vosaltres mentre malgrat gairebé
            """,
        abbreviations: """
            sr sra srs dr dra prof av avda pl núm pàg pàgs art ed etc p.ex aprox tel gen feb abr jul oct nov a.c d.c
            exc mons
            """)
}
