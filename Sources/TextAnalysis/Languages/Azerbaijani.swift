extension Language {
    public static let azerbaijani = Language(
        code: "az", name: "Azerbaijani", aliases: ["aze", "azərbaycan", "azərbaycanca"],
        scripts: [.latin], decimalComma: true,
        functionWords: """
            və bu bir ilə üçün də da ki o olan daha onun sonra görə var edib edir edən etmək olub olar olaraq kimi
            isə ya amma lakin ən hər həm çox yox deyil nə niyə harada kim necə hansı onlar biz siz mən sən öz özü
            onu bunu buna bunun həmin belə elə artıq yalnız hətta əgər çünki qədər əvvəl arasında qarşı tərəfindən
            haqqında barədə bütün bəzi başqa digər heç olduğu olduğunu olmaq oldu olunub edilib edilən indi hələ
            yenə üzrə üzərində ancaq həmçinin habelə
            """,
        abbreviations: """
            prof dos v.s küç pr bax məs mln mlrd fev apr iyn iyl avq okt noy dek t.e
            """)
}
