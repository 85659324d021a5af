import Articles
import Foundation
import GRDB
import IndexFile

extension IndexWriter {
    /// Brings the index up to date with the inputs: new articles are added, changed ones replaced, unchanged ones left
    /// alone, and those that are gone from what was given are removed (`RefreshOptions.prunes`).
    ///
    /// What cannot be read is told to `onFailure` and left in the index as it was; the run goes on. Where there are
    /// many new articles, `RefreshOptions.resources.jobs` threads analyse them. Changes are committed whenever they
    /// fill the memory that the run may take, so that a run that is cut off keeps what it had done.
    ///
    /// - Parameters:
    ///   - onFailure: called for every input or article that could not be read.
    ///   - onProgress: called after every article and file; it has to be cheap.
    ///   - isCancelled: polled as often; `true` ends the run, and the summary says `interrupted`.
    ///   - onNote: told what is done otherwise than one would think.
    /// - Throws: `RefreshFailure` when the run failed on its way, `IndexError` when it could not begin.
    /// - Complexity: an unchanged file costs a `stat`; all that is known is read in one scan.
    public func refresh(
        _ options: RefreshOptions, onFailure: (ArticleFailure) -> Void = { _ in },
        onProgress: (RefreshProgress) -> Void = { _ in }, isCancelled: () -> Bool = { false },
        onNote: (RefreshNote) -> Void = { _ in }
    ) throws -> RefreshSummary {
        // The closures live as long as the run, which ends before this function returns.
        try withoutActuallyEscaping(onFailure) { onFailure in
            try withoutActuallyEscaping(onProgress) { onProgress in
                try withoutActuallyEscaping(isCancelled) { isCancelled in
                    try withoutActuallyEscaping(onNote) { onNote in
                        let observers = RefreshRun.Observers(
                            onFailure: onFailure, onProgress: onProgress, isCancelled: isCancelled, onNote: onNote)
                        return try whileLocked(isCancelled: isCancelled) {
                            var run = try RefreshRun(connection, options, observers)
                            return try run.run()
                        }
                    }
                }
            }
        }
    }
}
