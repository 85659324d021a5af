extension Language {
    public static let galician = Language(
        code: "gl", name: "Galician", aliases: ["glg", "galego"],
        scripts: [.latin], decimalComma: true,
        functionWords: """
            de a o que e do da en un para con non unha os no se na por máis as dos como pero foi ao el das ten á seu
            súa ou ser cando moi hai nos xa está eu tamén só polo pola ata iso ela entre era despois sen mesmo aos
            ter seus quen nas me ese eles están vostede tiña foron esa nun nin súas meu ás miña teñen nunha polos
            elas había sexa cal será nós teño lle deles esas eses polas este dela esta estes estas aquel aquela isto
            aquilo estou estaba estaban son sobre onde aínda porque segundo desde contra durante tras entón así cada
            outro outra outros outras todos todas todo pode poden debe sendo sido vai van antes agora sempre nunca
            menos ademais mentres lles tivo houbo
            """,
        abbreviations: """
            sr sra dr dra prof núm páx art vol ed etc tel xan feb abr xul ago nov dec a.c d.c
            """)
}
