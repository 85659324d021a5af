extension Language {
    public static let turkish = Language(
        code: "tr", name: "Turkish", aliases: ["tur", "türkçe", "turkce"],
        stemmer: "turkish", scripts: [.latin], decimalComma: true,
        functionWords: """
            ve bir bu da de için ile olarak çok daha olan en gibi kadar sonra ne ise ya ama o var yok her ki ancak
            değil mi ben sen biz siz onlar şu bunu bunun onu onun buna ona bunlar şey göre kendi diye tarafından
            üzerine üzerinde arasında önce karşı içinde dolayı rağmen hem veya yani çünkü eğer ayrıca hiç bazı tüm
            bütün birçok olduğu olduğunu olması oldu olacak olabilir etti eden edildi edilen ediyor eder etmek dedi
            ettiği nasıl neden niçin hangi kim şimdi artık sadece yalnızca bile fakat böyle şöyle öyle hâlâ henüz
            zaten belki mı mu mü idi değildi başka aynı diğer dahi
            """,
        abbreviations: """
            dr prof doç yrd av sn vb vs vd bkz örn nr cad sok mah apt alb gen org tğm a.ş ltd şti tel yy m.ö m.s krş
            çev haz oca şub nis ağu eyl eki kas
            """)
}
