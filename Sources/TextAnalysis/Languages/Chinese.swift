extension Language {
    public static let chinese = Language(
        code: "zh", name: "Chinese",
        aliases: [
            "zho", "chi", "cmn", "yue", "中文", "汉语", "漢語", "mandarin", "cantonese",
        ],
        scripts: [.han],
        functionWords: """
            的 了 是 在 和 有 不 与 與 及 也 就 都 而 对 對 为 為 以 于 於 上 中 下 他 她 它 我 你 这 這 那 之 其 或
            但 被 把 从 從 到 向 由 等 又 很 更 最 还 還 并 並 将 將 已 所 地 得 着 著 过 過 吗 嗎 呢 吧 我们 我們
            他们 他們 她们 你们 你們 这个 這個 那个 那個 这些 這些 那些 一个 一個 没有 沒有 因为 因為 所以 如果 虽然
            雖然 但是 可以 可能 以及 其中 对于 對於 关于 關於 由于 由於
            """)
}
