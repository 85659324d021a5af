import Articles

/// When an article was published, as exact as its source says.
public typealias PublicationDate = Articles.PublicationDate
