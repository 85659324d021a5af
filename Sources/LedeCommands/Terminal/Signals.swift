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

    /// Takes the first SIGINT or SIGTERM as a request to stop; a second one ends the process at once.
    package static func stopOnRequest() {
        // The handler is gone after its first call.
        var action = sigaction()
        action.sa_flags = Int32(truncatingIfNeeded: SA_RESETHAND) | Int32(truncatingIfNeeded: SA_RESTART)
        #if canImport(Darwin)
            action.__sigaction_u.__sa_handler = { Signals.received.store($0, ordering: .relaxed) }
        #else
            action.__sigaction_handler.sa_handler = { Signals.received.store($0, ordering: .relaxed) }
        #endif
        sigemptyset(&action.sa_mask)
        sigaction(SIGINT, &action, nil)
        sigaction(SIGTERM, &action, nil)
    }

    /// The signal that asked to stop, if one has.
    package static var stopRequest: Int32? {
        let signal = received.load(ordering: .relaxed)
        return signal == 0 ? nil : signal
    }
}
