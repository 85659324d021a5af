extension RandomAccessCollection where Index == Int {
    /// The first index from which on `condition` holds, in a collection that has all elements it does not hold of before
    /// those it does; `endIndex` for none.
    ///
    /// - Complexity: O(log count).
    @inlinable
    package func partitioningIndex(where condition: (Element) throws -> Bool) rethrows -> Int {
        var low = startIndex
        var high = endIndex
        while low < high {
            let middle = (low + high) / 2
            if try condition(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
