extension Language {
    public static let filipino = Language(
        code: "tl", name: "Filipino", aliases: ["fil", "tgl", "tagalog", "pilipino"],
        scripts: [.latin],
        functionWords: """
            ang ng sa na mga at ay si ni kay ito iyon nito niyon ako ka siya kami tayo kayo sila ko mo niya namin
            natin ninyo nila akin iyo kanya amin atin inyo kanila para may mayroon wala hindi huwag kung kapag dahil
            upang habang bago pagkatapos lamang lang din rin pa pero ngunit subalit o kaya nang noong ngayon dito
            diyan doon saan ano sino bakit paano kailan alin isang isa dalawa lahat bawat ilang maraming mas pinaka
            muna naman nga daw raw ba po ayon tungkol mula hanggang laban matapos kasama kasi pati maging gayunman
            kanyang kanilang aming ating kaniyang
            """,
        abbreviations: """
            gng bb dr atty gob sen rep kgg blg hal jan feb abr hun hul ago okt nob dis
            """)
}
