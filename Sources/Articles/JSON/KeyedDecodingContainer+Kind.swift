extension KeyedDecodingContainer {
    /// A value, or `nil` where there is none or it is of another kind.
    ///
    /// - Throws: for a text that is none, which has to be told from that: it can be repaired.
    func valueOfKind<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
        do {
            return try decodeIfPresent(type, forKey: key)
        } catch let error as DecodingError {
            if case .dataCorrupted = error { throw error }
            return nil
        }
    }
}
