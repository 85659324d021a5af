import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The signals a command answers to.
package enum Signals {
    /// The signal that asked the command to stop; 0 while none has. A handler may touch nothing but such a number.
    private static let received = Atomic<Int32>(0)

    /// Lets a write into a pipe that no one reads any more end the process without a word, even where
    /// the parent ignores that signal.
    package static func endOnClosedPipe() {
        signal(SIGPIPE, SIG_DFL)
    }

    /// Lets such a write fail instead, so that work that has begun is brought to its end.
    package static func surviveClosedPipe() {
        signal(SIGPIPE, SIG_IGN)
    }

    /// Lets a write beyond the size that a file may have (`ulimit -f`) fail as one to a full disk does, instead of
    /// ending the process.
    package static func surviveFileSizeLimit() {
        signal(SIGXFSZ, SIG_IGN)
    }

    /// Lets through what may have been blocked by whoever started the command: programs start others from threads that
    /// leave signals to the main one, and what such a thread blocks stays blocked in what it starts.
    package static func unblock() {
        var signals = sigset_t()
        sigemptyset(&signals)
        for signal in stopping + [SIGPIPE] { sigaddset(&signals, signal) }
        sigprocmask(SIG_UNBLOCK, &signals, nil)
    }

    /// Takes the first SIGINT, SIGTERM or SIGHUP as a request to stop; a second one ends the process at once.
    ///
    /// One that is ignored already stays so: whoever starts a command by `nohup`, or in the background of a script, wants
    /// that.
    /// - Parameter lastAct: called right before the process ends at once, from the handler: it may do no more than that
    ///   may.
    package static func stopOnRequest(lastAct: (@convention(c) () -> Void)? = nil) {
        Self.lastAct = lastAct
        var action = action { Signals.handle($0) }
        action.sa_flags = Int32(truncatingIfNeeded: SA_RESTART)
        for signal in stopping { sigaddset(&action.sa_mask, signal) }
        for signal in stopping where !isIgnored(signal) { sigaction(signal, &action, nil) }
    }

    private static func action(_ handler: @escaping @convention(c) (Int32) -> Void) -> sigaction {
        var action = sigaction()
        #if canImport(Darwin)
            action.__sigaction_u.__sa_handler = handler
        #else
            action.__sigaction_handler.sa_handler = handler
        #endif
        sigemptyset(&action.sa_mask)
        return action
    }

    private static let stopping = [SIGINT, SIGTERM, SIGHUP]

    /// Set before there is a handler that calls it.
    nonisolated(unsafe) private static var lastAct: (@convention(c) () -> Void)?

    private static func handle(_ signal: Int32) {
        let isFirst = received.compareExchange(expected: 0, desired: signal, ordering: .relaxed).exchanged
        guard !isFirst else { return }
        lastAct?()
        // It is blocked as long as this runs, and comes right behind.
        Signals.reset(signal)
        raise(signal)
    }

    private static func reset(_ number: Int32) { signal(number, SIG_DFL) }

    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(signal, nil, &action) == 0 else { return false }
        #if canImport(Darwin)
            let handler = action.__sigaction_u.__sa_handler
        #else
            let handler = action.__sigaction_handler.sa_handler
        #endif
        return unsafeBitCast(handler, to: Int.self) == unsafeBitCast(SIG_IGN, to: Int.self)
    }

    /// Ends the process with a message and the status of a failure when a file that is mapped into memory cannot be read there
    /// any more, as one that has become shorter, or lies on a disk that fails: the system has no other way to say so.
    package static func endOnLostMapping(saying message: String) {
        let line = Array((message + "\n").utf8)
        let words = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: line.count)
        _ = words.initialize(from: line)
        lastWords = UnsafeBufferPointer(words)
        var action = action { _ in Signals.endWithLastWords() }
        sigaction(SIGBUS, &action, nil)
    }

    /// Set before there is a handler that reads it, and never freed.
    nonisolated(unsafe) private static var lastWords = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
    private static let hasSpoken = Atomic(false)

    private static func endWithLastWords() {
        // Several threads may come upon it.
        let isFirst = hasSpoken.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged
        if isFirst {
            write(STDERR_FILENO, lastWords.baseAddress, lastWords.count)
            _exit(ExitStatus.failure.code)
        }
        while true { pause() }
    }

    /// The signal that asked to stop, if one has.
    package static var stopRequest: Int32? {
        let signal = received.load(ordering: .relaxed)
        return signal == 0 ? nil : signal
    }
}
