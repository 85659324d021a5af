/// How much is done before a run goes over to another way of writing, or commits.
///
/// Tests take less of it, to come to the same places with little text.
package struct BatchLimits: Sendable {
    /// New text, in bytes, from which on it is worth while to start threads and to train a dictionary.
    package var leastBulkBytes = 4 << 20
    /// Text that is held in memory before it is written, in bytes.
    package var pendingBytes = 32 << 20
    /// Text that is handed to a thread at a time, in bytes: enough that handing over costs nothing, and little enough
    /// that all threads finish at much the same time.
    package var chunkBytes = 1 << 19
    /// Postings that are held in memory at most, in bytes, even where a run may take more of it.
    package var postingsBytes = Int.max
    /// Leaf pages that a merge writes in a transaction: some 8 MB.
    package var mergedPages = 2000

    package init() {}

    /// Those of the runs that begin in this task.
    @TaskLocal package static var standard = BatchLimits()
}
