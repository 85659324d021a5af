// Whoever reads articles has to do with what they are.
@_exported import ArticleModel
