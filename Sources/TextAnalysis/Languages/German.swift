extension Language {
    public static let german = Language(
        code: "de", name: "German", aliases: ["deu", "ger", "deutsch"],
        stemmer: "german", scripts: [.latin], decimalComma: true,
        functionWords: """
            der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden aus
            er hat dass sie nach wird bei einer um am sind noch wie einem über einen so zum war haben nur oder aber
            vor zur bis mehr durch man sein wurde sei hatte kann gegen vom können schon wenn habe seine ihre dann
            unter wir soll ich eines zwei diese dieser wieder keine seiner worden will zwischen immer was gibt alle
            seit muss wurden beim doch jetzt waren drei dabei damit sehr einmal hier dort sondern weil während ohne
            ob denn ihr ihm ihn ihnen ihrer uns mich mir dir euch bereits sowie jedoch sollen müssen dürfen wollen
            könnte würde hätte wäre kein keinen diesen diesem dieses welche jeder jede jedes selbst etwa ebenfalls
            zudem darauf davon dazu dafür daran nun also da mal viel viele
            """,
        abbreviations: """
            z.b d.h u.a u.u u.v.a o.ä i.d.r s.o s.u z.t z.zt v.a bzw ca dr prof hr fr nr str usw vgl evtl ggf inkl
            exkl bspw sog gem abs tel mio mrd tsd jh jhd st ing dipl hrsg bd aufl etc min jan febr feb apr aug sept
            okt nov dez mo di mi do allg dt engl frz geb gest röm chr rd
            """)
}
