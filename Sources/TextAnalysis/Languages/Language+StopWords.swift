extension Language {
    /// The commonest of its function words, which a ranking can do without: they leave a query that has other words,
    /// and do not count as length.
    ///
    /// The longer list would take words from a query that mean something beside others (*New York*, *the first man*).
    public var stopWords: [String] { Array(functionWords.prefix(Self.stopWordCount)) }

    private static let stopWordCount = 36
}
