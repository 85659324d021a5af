extension Language {
    public static let slovenian = Language(
        code: "sl", name: "Slovenian", aliases: ["slv", "slovene", "slovenščina"],
        scripts: [.latin], decimalComma: true,
        functionWords: """
            je in v na da se za so ki ne z s pa bi po od tudi kot do iz pri ali kar to ni bil bila bilo bili če še
            že ko kako kje kdo kaj zakaj samo le lahko več manj zelo med pred nad pod brez proti skozi zaradi okoli
            vse vsi vsak vsaka nič nihče nikoli vedno zdaj sedaj tedaj tukaj tam ta te ti tega temu tem teh tisti
            tista on ona oni jaz mi vi njegov njen njihov njih njim njega njo jih jim mu ji ga nas vas nam vam sebe
            svoj svoje svoja svojo eden ena eno drug druga drugi ker čeprav vendar zato torej saj ter naj bo bodo
            biti sem smo ste niso ima imajo nima mora morajo kateri katera katere katerih katerem ob čez glede tako
            takrat potem toda namreč oziroma
            """,
        abbreviations: """
            dr mag prof npr itd ipd oz tj t.i sv ul št str tel gl mio mrd jan feb apr avg sept okt nov dec ing d.d
            d.o.o
            """)
}
