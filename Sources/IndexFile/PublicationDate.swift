import ArticleModel

/// When an article was published, as exact as its source says.
public typealias PublicationDate = ArticleModel.PublicationDate
