extension Language {
    public static let irish = Language(
        code: "ga", name: "Irish", aliases: ["gle", "gaeilge"],
        stemmer: "irish", scripts: [.latin],
        elisions: ["d", "b", "m", "n", "h"],
        functionWords: """
            agus an a na i ar is go le ag do sé bhí atá seo sin ach nó de é ní mar ó chun siad gur leis tá aon féin
            bhfuil nach raibh sí iad sa ina ann air aige aici acu againn agat agam faoi ón dá dó di dóibh dom duit
            eile faoin fós gach gan idir in iontu leo linn liom má más mé muid níor níos nuair os ós roimh san sna
            tar tú um uile thar éis trí anois ansin anseo cad cé cén conas cá beidh bheadh bheith déanamh deir dúirt
            rinne rinneadh sula chomh lena lenár dár ár bhur mo í inár arb arbh ba b ab níl nár cibé áfach freisin
            ionas toisc
            """,
        abbreviations: """
            uas lth dr prof m.sh i.e srl lch uimh ean feabh márt aib beal meith iúil lún mfómh dfómh samh noll t.d
            """)
}
