// Whoever writes an index has to do with what it is.
@_exported import IndexFile
