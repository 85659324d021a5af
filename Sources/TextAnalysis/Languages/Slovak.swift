extension Language {
    public static let slovak = Language(
        code: "sk", name: "Slovak", aliases: ["slk", "slo", "slovenčina", "slovencina"],
        scripts: [.latin], decimalComma: true,
        functionWords: """
            a v sa na že je o s z do i to k vo pre za by ale si po ako od sú ktoré ktorý ktorá ktorú ktorého ktorých
            jeho som tak už bol bolo bola boli byť môže alebo než len pri aj tiež podľa čo zo má aby však pred medzi
            pod nad bez kvôli proti cez počas až ešte keď kde kedy prečo kto ak pretože preto teda ani nie bude budú
            sme ste my vy on ona ono oni ty ja mu jej im ho ju ich nás vás nám vám seba sebe svoj svoje svoju svojho
            svojich tento táto toto tieto tejto tohto týchto tým tom toho tomu ten tá tí všetky všetci všetko každý
            nič nikto nikdy vždy teraz vtedy tu tam veľmi viac menej jeden jedna ďalší totiž nech či síce vrátane
            okolo môžu musí
            """,
        abbreviations: """
            dr prof doc ing mgr bc judr mudr rndr phdr sv gen plk ul nám č str tel tis mld sk hod napr tzv tzn tj
            resp príp apod atď kol red s.r.o a.s n.l
            """)
}
