extension Sequence {
    /// What `transform` makes of the first element that it makes something of.
    ///
    /// Each element is transformed once; the `first` of a lazy `compactMap` transforms the one it finds twice.
    func firstResult<Result>(_ transform: (Element) -> Result?) -> Result? {
        for element in self {
            if let result = transform(element) { return result }
        }
        return nil
    }
}
