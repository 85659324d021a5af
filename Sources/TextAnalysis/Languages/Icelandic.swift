extension Language {
    public static let icelandic = Language(
        code: "is", name: "Icelandic", aliases: ["isl", "ice", "íslenska"],
        scripts: [.latin], decimalComma: true,
        functionWords: """
            og að í á sem er það til við um var en hann ekki með fyrir af eru því hefur þess hún þeir þau þær ég þú
            þið sig sér sín sinn sína sínum eftir þegar frá úr upp hjá verið verða verður vera væri voru hafa hafði
            höfðu hafi ef þá nú þar hér hvar hvað hver hvernig hvers vegna þó eða heldur né bæði allt allir alla öll
            allra enginn ekkert aldrei alltaf mjög meira minna aðeins bara líka einnig svo þannig milli gegn gegnum
            undir yfir án áður síðan meðan þennan þetta þessi þessa þeim þeirra hans hennar honum henni hana mér þér
            okkur ykkur mig þig einn ein eitt aðrir annað annar skal mun myndi munu getur geta
            """,
        abbreviations: """
            t.d þ.e o.fl o.s.frv m.a sbr nr kl hr dr sr bls sk f.kr e.kr jan feb apr júl ágú sept okt nóv des u.þ.b
            a.m.k skv
            """)
}
