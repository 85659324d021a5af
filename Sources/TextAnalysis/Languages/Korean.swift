extension Language {
    public static let korean = Language(
        code: "ko", name: "Korean", aliases: ["kor", "한국어", "조선말"],
        scripts: [.hangul],
        functionWords: """
            이 그 저 것 수 등 및 더 또 또는 그리고 그러나 하지만 그래서 그런데 때문에 위해 위한 대한 대해 통해 따라
            따르면 관련 이번 지난 오는 있다 있는 있어 있었다 없다 없는 했다 하는 한다 하고 하며 되는 된다 됐다
            이라고 라고 고 의 가 은 는 을 를 에 에서 으로 로 와 과 도 만 까지 부터 보다 처럼 우리 나 너 저희 그는
            그녀 그들 이들 모든 각 매우 가장 이미 아직 지금 여기 거기 어디 누구 무엇 언제 왜 어떻게 한 두 아니라
            않는 않았다 같은 다른 이런 그런
            """)
}
