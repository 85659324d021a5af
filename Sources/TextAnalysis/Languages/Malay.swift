extension Language {
    public static let malay = Language(
        code: "ms", name: "Malay", aliases: ["msa", "may", "bahasa melayu", "melayu"],
        scripts: [.latin],
        functionWords: """
            yang dan di untuk dengan dari ini pada itu tidak dalam akan ke juga adalah ialah oleh kerana sebagai ada
            telah mereka kepada ketika atau boleh tersebut saya beliau kami lebih kita sudah bahawa para seperti
            dapat menjadi tak masih secara sehingga hanya ia antara lalu jika namun sejak agar supaya belum selepas
            sebelum sementara apabila bagi terhadap atas bukan tetapi anda kamu aku sangat perlu sedang selama semua
            setiap sama lain maka pun apa siapa mana mengapa bagaimana bila sahaja serta melalui menurut tanpa kira
            seorang sebuah suatu beberapa banyak daripada turut iaitu mahu pernah nanti sampai pula lagi dahulu jadi
            begitu demikian adakah manakala walaupun bagaimanapun mengenai
            """,
        abbreviations: """
            dr prof en pn tn dato hj jln tel dll dsb bil ms sdn bhd rm jan feb apr jun jul sept okt nov dis s.a.w
            """)
}
