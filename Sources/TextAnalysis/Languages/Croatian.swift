extension Language {
    public static let croatian = Language(
        code: "hr", name: "Croatian", aliases: ["hrv", "scr", "hrvatski"],
        stemmer: "serbian", scripts: [.latin], decimalComma: true,
        functionWords: """
            i u je da na se za su od s sa ne kao što ali koje koji koja do iz o po to ili njegov njezin njen on ona
            oni one mi vi ti ja bio bila bilo bili biti će neće ako kad kada gdje zašto kako tko samo još već
            također nakon poslije prije tijekom kod prema između protiv bez nad pod kroz zbog oko sve svi svaki
            svaka ništa nitko nikad uvijek sada tada ovdje tamo ovaj ova ovo ovi taj ta te tog tim tih njih njemu
            njoj njega nju im ih mu joj ga nas vas nam vam sebe svoj svoje svoja jedan jedna jedno drugi druga druge
            više manje veoma vrlo jer dok pa ni niti čak iako međutim nego bi bih bismo sam smo ste nije nisu ima
            nema može mogu treba mora kojih kojoj kojeg kojim čiji netko nešto dvije uz pak odnosno cijeli
            """,
        abbreviations: """
            god st tis mlrd kn tj tzv itd sl npr dr br ul prof akad doc ing inž gen puk str tel sij velj ožu tra lip
            srp kol ruj lis stu o.g sv
            """)
}
