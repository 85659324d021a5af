extension Language {
    public static let dutch = Language(
        code: "nl", name: "Dutch", aliases: ["nld", "dut", "nederlands", "flemish", "vlaams"],
        stemmer: "dutch", scripts: [.latin], decimalComma: true,
        functionWords: """
            de van het een en in is dat op te zijn met voor die niet aan er om ook als maar dan bij nog uit door
            naar heeft hebben worden wordt over was had hij tot zich werd kan meer geen ze al of wel haar deze dit
            zo we wat kunnen ik waar veel zou hun moet onder onze tegen na toen nu moeten alle tussen zal twee waren
            omdat zij hem mijn iets andere daar je u ons men zonder sinds volgens tijdens want hoe wie welke dus
            echter alleen ooit altijd nooit hier mij jou jullie hen wil willen werden zouden zullen mag mogen hadden
            eens toch zelf vanaf binnen buiten achter via per elke elk iedere ieder enkele sommige daarom hierdoor
            waarbij waardoor terwijl zodat indien tenzij bijna reeds steeds vooral
            """,
        abbreviations: """
            dhr mevr mw dr drs ir ing mr prof ds sr jr bv bijv d.w.z o.a i.v.m t.o.v m.b.t e.d enz ca nr art blz pag
            afb tel jan feb febr apr aug sept okt nov dec zgn vgl resp st gem mln mld a.u.b b.v n.v t.a.v
            """)
}
