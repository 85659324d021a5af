import Foundation
import IndexFile

/// What a build may use of the machine.
public struct BuildResources: Sendable, Equatable {
    /// Threads at work, the caller's among them.
    public let jobs: Int
    /// A cap on the process's memory, in bytes.
    public let memory: Int

    /// A thread for each core that may be used.
    public static var standardJobs: Int { ProcessInfo.processInfo.activeProcessorCount }
    /// The standard cap: 512 MiB.
    public static let standardMemory = 512 << 20

    /// The program itself, SQLite's pages, and what is read ahead.
    private static let fixedBytes = 112 << 20
    /// A thread's analyzer with the words it knows, and its chunks.
    private static let bytesPerJob = 32 << 20
    /// Less than this for postings would make a segment of every few articles.
    private static let fewestPostingsBytes = 32 << 20

    /// The least memory that `jobs` threads can do with.
    public static func leastMemory(jobs: Int) -> Int {
        fixedBytes + jobs * bytesPerJob + fewestPostingsBytes
    }

    /// - Parameter memory: raised to the least that `jobs` threads can do with.
    public init(jobs: Int = standardJobs, memory: Int = standardMemory) {
        self.jobs = max(jobs, 1)
        self.memory = max(memory, Self.leastMemory(jobs: self.jobs))
        let remaining = (self.memory - Self.fixedBytes - self.jobs * Self.bytesPerJob) * 3 / 5
        postingsBytes = min(remaining, BatchLimits.standard.postingsBytes)
    }

    /// What all postings may take before they are written. It is not all that is left: a worker keeps the memory of its
    /// largest share, and the shares of one batch are not those of the next.
    var postingsBytes: Int

    /// The longest article that is read, in bytes: its tokens and texts take some eight times as much, in each thread.
    var longestArticle: Int { memory / 96 }

    /// Distinct words a thread remembers for each language.
    var knownWords: Int { memory / jobs >= 192 << 20 ? 1 << 17 : 1 << 16 }
}
