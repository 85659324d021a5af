extension Language {
    public static let vietnamese = Language(
        code: "vi", name: "Vietnamese", aliases: ["vie", "tiếng việt", "tieng viet"],
        scripts: [.latin], decimalComma: true,
        functionWords: """
            và của là có trong không được cho các với một người này đã những để từ khi đến về tại ra vào sẽ cũng như
            đó nhiều theo trên sau bị nhưng thì mà hay hoặc nếu vì bởi do nên đang rất còn lại chỉ phải anh ông bà
            họ tôi chúng ta mình nó ai gì nào đâu sao thế vậy đây kia ấy mọi mỗi từng cả đều vẫn mới nữa hơn nhất
            quá qua giữa trước ngoài dưới bằng cùng tuy dù song rằng hãy đừng chưa chẳng lên xuống thêm cần thể
            """,
        abbreviations: """
            tp ts ths gs pgs bs ks tr tt đ tx vnd v.v vd
            """)
}
