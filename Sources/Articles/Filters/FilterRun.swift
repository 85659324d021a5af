import Foundation

/// One run of a filter: the child process, the pipes to it, and the time it has.
///
/// A single loop writes what the child takes and reads what it prints, whichever comes first, so that neither waits for
/// the other. The child leads a process group of its own; whatever happens, it is reaped before the run ends, and what
/// it left behind is killed.
package struct FilterRun {
    /// What the filter prints when it reads `stream`.
    ///
    /// - Throws: `ArticleFailure` when the stream is damaged, or the filter fails, prints nothing or too much, or takes too
    ///   long.
    static func output(
        of filter: InputFilter, reading stream: ByteStream, _ context: ReadingContext
    ) throws(ArticleFailure) -> [UInt8] {
        let program = filter.command.first ?? ""
        do throws(Problem) {
            let brokenPipe = BrokenPipeSignal()
            defer { brokenPipe.restore() }
            var run = try FilterRun(filter, context.options)
            return try run.output(reading: stream)
        } catch {
            switch error {
            case .input(let failure): throw failure
            case .filter(let reason): throw context.failure("filter \(program): \(reason)")
            }
        }
    }

    /// Kills the filter that runs now, if one does, as this process is about to end: a signal's handler may call it.
    package static func endAtOnce() { ChildProcess.killRunning() }

    private enum Problem: Error {
        case input(ArticleFailure)
        case filter(String)
    }

    private let child: ChildProcess
    private let limit: Int
    private let time: Duration
    private let deadline: ContinuousClock.Instant
    private var printed: [UInt8] = []
    private var complaints: [UInt8] = []

    /// More of what a filter complains of is read and thrown away.
    private static let longestComplaint = 4096

    private init(_ filter: InputFilter, _ options: ReadingOptions) throws(Problem) {
        do throws(ChildProcess.StartFailure) {
            child = try ChildProcess(filter.command)
        } catch {
            throw .filter(error.reason)
        }
        limit = options.maximumArticleBytes
        time = options.filterTime
        deadline = .now + time
    }

    private mutating func output(reading stream: ByteStream) throws(Problem) -> [UInt8] {
        defer { child.end() }
        var pending = UnsafeRawBufferPointer(start: nil, count: 0)
        var block = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            if stream.budget.isCancelled() { throw .filter("stopped") }
            guard ContinuousClock.now < deadline else {
                throw .filter("took longer than \(Int((time / .seconds(1)).rounded(.up))) s and was stopped")
            }
            if pending.isEmpty, child.input.isOpen {
                do throws(ArticleFailure) {
                    if let bytes = try stream.nextBytes() { pending = bytes } else { child.input.close() }
                } catch {
                    throw .input(error)
                }
            }
            // First the question whether it has ended, then the look at what it printed: so nothing is missed.
            let hasEnded = child.hasEnded()
            let isReady = child.wait(hasEnded ? .zero : .milliseconds(100))
            if isReady.input, !child.input.write(&pending) {
                // It has read enough.
                child.input.close()
                pending = UnsafeRawBufferPointer(start: nil, count: 0)
            }
            if isReady.output {
                child.output.read(into: &block) { printed += $0 }
                if printed.count > limit { throw .filter("printed more than \(ByteWords.of(limit))") }
            }
            if isReady.complaints {
                child.complaints.read(into: &block) { bytes in
                    complaints += bytes.prefix(Self.longestComplaint - complaints.count)
                }
            }
            if hasEnded, !isReady.output, !isReady.complaints { break }
        }
        if let reason = child.reason { throw .filter(reason + complaint) }
        if printed.isEmpty { throw .filter("printed nothing" + complaint) }
        return printed
    }

    /// The first line of what it complained of.
    private var complaint: String {
        let line = String(decoding: complaints, as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
        let words = TextLines.trimmed(line).prefix(150)
        guard !words.isEmpty else { return "" }
        return ": " + (words.hasSuffix(".") ? words.dropLast() : words)
    }
}
