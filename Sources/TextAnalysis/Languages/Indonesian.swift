extension Language {
    public static let indonesian = Language(
        code: "id", name: "Indonesian", aliases: ["ind", "bahasa indonesia"],
        stemmer: "indonesian", scripts: [.latin], decimalComma: true,
        functionWords: """
            yang dan di untuk dengan dari ini pada itu tidak dalam akan ke juga adalah oleh karena sebagai ada telah
            mereka kepada saat atau bisa tersebut saya dia kami lebih kita sudah bahwa para seperti dapat menjadi
            tak masih secara hingga hanya ia antara lalu jika namun sejak agar belum setelah sebelum sementara
            ketika sehingga bagi terhadap atas bukan tetapi tapi anda kamu aku sangat harus sedang selama semua
            setiap sama lain maka pun apa siapa mana mengapa bagaimana kapan saja serta melalui menurut tanpa
            sekitar seorang sebuah suatu beberapa banyak itulah demi yaitu yakni pernah nanti sampai pula lagi dulu
            jadi dirinya begitu demikian apakah
            """,
        abbreviations: """
            dr prof ir drs dra hj tn ny nn jl telp tgl hlm dll dsb dst dkk yth a.n u.p s.d jend kol kapt tbk pt cv
            rp bpk jan feb apr jun jul agt sept okt nov s.h s.e m.si
            """)
}
