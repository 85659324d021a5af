extension Language {
    public static let serbian = Language(
        code: "sr", name: "Serbian", aliases: ["srp", "scc", "српски", "srpski", "sh", "serbo-croatian"],
        stemmer: "serbian", scripts: [.cyrillic, .latin], decimalComma: true,
        functionWords: """
            и у је да на се за су од са не као што али које који која до из о по то или његов њен он она они оне ми
            ви ти ја био била било били бити ће неће ако када где зашто како ко шта само још већ такође након после
            пре током код према између против без над под кроз због око све сви сваки свака ништа нико никад увек
            сада тада овде тамо овај ова ово ови тај та те тог тим тих њих њему њој њега њу им их му јој га нас вас
            нам вам себе свој своје своја један једна једно други друга друге више мање веома врло јер док па ни
            нити чак иако међутим него би бих бисмо сам смо сте није нису има нема може могу треба мора којих којој
            којег којим чији i u je da na se za su od sa ne kao što ali koje koji koja do iz o po to ili njegov njen
            on ona oni one mi vi ti ja bio bila bilo bili biti će neće ako kada gde zašto kako ko šta samo još već
            takođe nakon posle pre tokom kod prema između protiv bez nad pod kroz zbog oko sve svi svaki svaka ništa
            niko nikad uvek sada tada ovde tamo ovaj ova ovo ovi taj ta te tog tim tih njih njemu njoj njega nju im
            ih mu joj ga nas vas nam vam sebe svoj svoje svoja jedan jedna jedno drugi druga druge više manje veoma
            vrlo jer dok pa ni niti čak iako međutim nego bi bih bismo sam smo ste nije nisu ima nema može mogu
            treba mora kojih kojoj kojeg kojim čiji
            """,
        abbreviations: """
            г гг год в хиљ млрд дин тј тзв итд сл нпр др бр ул бул проф акад доц инж ген пук стр тел јан феб апр авг
            септ окт нов дец о.г god hilj mlrd din tj tzv itd sl npr dr br ul bul prof akad doc inž gen puk str tel
            jan feb apr avg sept okt nov dec o.g
            """)
}
