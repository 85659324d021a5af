extension Language {
    public static let czech = Language(
        code: "cs", name: "Czech", aliases: ["ces", "cze", "čeština", "cestina", "český"],
        scripts: [.latin], decimalComma: true,
        functionWords: """
            a v se na že je o s z do i to k ve pro za by ale si po jako od jsou které který která kterou kterého
            kterých jeho jsem tak už byl bylo byla byli být může nebo než jen při také podle co ze má aby však jak
            před mezi pod nad bez kvůli proti přes během až ještě když kde kdy proč kdo pokud protože proto tedy ani
            není nejsou bude budou jsme jste my vy on ona ono oni ty já mu jí jim ho ji jej nás vás nám vám sebe
            sobě svůj své svou svého svých tento tato toto tyto této tohoto těchto tím tom toho tomu ten ta ti
            všechny všichni vše každý nic nikdo nikdy vždy teď tehdy zde tady tam velmi více méně jeden jedna další
            totiž ať zda sice včetně kolem mohou musí
            """,
        abbreviations: """
            dr prof doc ing mgr bc judr mudr rndr phdr sv gen plk ul nám tř č čp str tel tis mld kč hod např tzv tzn
            tj aj apod atd kol mj popř resp event viz red s.r.o a.s n.l př
            """)
}
