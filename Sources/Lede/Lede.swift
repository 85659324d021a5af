// The library for Swift programs: everything up to the search, under one name.
@_exported import Articles
@_exported import PassageIndex
@_exported import PassageSearch
@_exported import TextAnalysis
