extension Language {
    public static let japanese = Language(
        code: "ja", name: "Japanese", aliases: ["jpn", "日本語"],
        scripts: [.hiragana, .katakana, .han],
        functionWords: """
            の に は を が と で も た て へ や から まで より など な ね よ か し れ る さ せ こと もの ため よう
            これ それ あれ この その あの ここ そこ どこ だれ なに いつ なぜ する した して している していた いる
            ある ない なる れる られる です ます でした ました だ である として について による により における また
            しかし そして だが ただし および または そのため ほか とき ところ さん
            """)
}
