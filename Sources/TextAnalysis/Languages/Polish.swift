extension Language {
    public static let polish = Language(
        code: "pl", name: "Polish", aliases: ["pol", "polski"],
        scripts: [.latin], decimalComma: true,
        functionWords: """
            w i na z się do nie to że o jest a po od za jak przez dla co ale są tym był tego czy ich tak jego go
            która które który których której którego którym już być ma było jej może ze lub tylko oraz także również
            przed pod nad bez między pomiędzy podczas przy była byli były będzie będą został została zostały jeszcze
            kiedy gdy gdzie jeśli jeżeli ponieważ bo więc jednak choć chociaż wszystko wszystkie wszyscy każdy nic
            nikt nigdy zawsze teraz wtedy tu tam ten ta te tej tych temu ja ty on ona ono my wy oni one mnie mi mu
            nam nas was wam im sobie siebie swój swoje swoich swojej swojego bardzo więcej mniej wobec według ponad
            około przeciwko mają można trzeba nawet też by czyli niż właśnie
            """,
        abbreviations: """
            dr prof mgr inż hab lek ks św gen płk mjr kpt por ul al pl nr tel str tys mln mld zł gr godz m.in np itd
            itp tj tzn tzw pt ur zm jw ww red wyd zob sp s.a
            """)
}
