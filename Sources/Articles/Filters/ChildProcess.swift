import ArticleModel
import Foundation
import Synchronization

/// A program that was started without a shell, with pipes to its standard streams.
///
/// Invariants: the descriptors of this side are closed in every program started later, and never block; `end` is called
/// once, after which there is neither the process nor one of its group.
final class ChildProcess {
    struct StartFailure: Error {
        let reason: String
    }

    let input: PipeEnd
    let output: PipeEnd
    let complaints: PipeEnd
    private let process: pid_t
    /// As `waitpid` gives it, once the process has ended.
    private var status: CInt?

    init(_ command: [String]) throws(StartFailure) {
        let toChild = try Self.pipe()
        let fromChild = try Self.pipe()
        let complaints = try Self.pipe()
        let streams = [toChild.reading, fromChild.writing, complaints.writing]
        // Closed on this side as soon as the child has them.
        defer { for stream in streams { stream.close() } }
        var process: pid_t = 0
        // A signal that ends this process has to know the other one by then.
        let signals = BlockedSignals(Self.ending)
        Self.isStarting.store(true, ordering: .sequentiallyConsistent)
        let error = Self.start(command, streams.map(\.descriptor), &process)
        if error == 0 { Self.running.store(process, ordering: .sequentiallyConsistent) }
        Self.isStarting.store(false, ordering: .sequentiallyConsistent)
        signals.restore()
        guard error == 0 else {
            let isMissing = error == ENOENT || error == EACCES && !Self.isAnywhere(command[0])
            let reason = String(cString: strerror(error)).lowercased()
            throw StartFailure(reason: isMissing ? "no such program" : "cannot be started: \(reason)")
        }
        self.process = process
        input = toChild.writing
        output = fromChild.reading
        self.complaints = complaints.reading
        for end in [input, output, self.complaints] { end.neverBlock() }
    }

    /// Whether it has ended by now.
    func hasEnded() -> Bool {
        if status == nil {
            var found: CInt = 0
            let result = waitpid(process, &found, WNOHANG)
            if result == process { status = found }
            // Whoever ignores the ends of children is not told of them.
            if result < 0, errno == ECHILD { status = 0 }
        }
        return status != nil
    }

    /// Why it has ended before its work was done; `nil` when it ended well.
    var reason: String? {
        guard let status, status != 0 else { return nil }
        let signal = status & 0x7F
        return signal == 0 ? "ended with status \(status >> 8 & 0xFF)" : "killed by signal \(signal)"
    }

    /// The process that runs now, of which there is one at a time; 0 while there is none.
    private static let running = Atomic<pid_t>(0)

    /// Whether one is started, whose number is not known yet.
    private static let isStarting = Atomic(false)

    /// The signals whose handlers may call `killRunning`.
    private static let ending = [SIGINT, SIGTERM, SIGHUP]

    /// Kills the process that runs now with its group, and nothing else: a signal's handler may call it. A process that is
    /// just started is waited for; on the thread that does so no such handler runs.
    static func killRunning() {
        while isStarting.load(ordering: .sequentiallyConsistent) { poll(nil, 0, 1) }
        let process = running.load(ordering: .relaxed)
        if process > 0 { kill(-process, SIGKILL) }
    }

    /// Kills what is left, and reaps the process.
    func end() {
        // Its number may belong to another one once it is reaped.
        Self.running.store(0, ordering: .relaxed)
        // A group that has no process any more is no error worth a word.
        kill(-process, SIGKILL)
        if status == nil {
            var found: CInt = 0
            while waitpid(process, &found, 0) < 0, errno == EINTR {}
            status = found
        }
        for end in [input, output, complaints] { end.close() }
    }

    /// Which of the pipes can be used, or have been closed by the other side, within a time.
    func wait(_ time: Duration) -> (input: Bool, output: Bool, complaints: Bool) {
        // A closed end is -1, which `poll` passes over.
        var ends = [
            pollfd(fd: input.descriptor, events: Int16(POLLOUT), revents: 0),
            pollfd(fd: output.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: complaints.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        // With both outputs closed nothing wakes this side when the process ends.
        let isSilent = !output.isOpen && !complaints.isOpen
        let milliseconds = CInt(time / .milliseconds(1))
        guard poll(&ends, nfds_t(ends.count), isSilent ? min(milliseconds, 1) : milliseconds) > 0 else {
            return (false, false, false)
        }
        return (ends[0].revents != 0, ends[1].revents != 0, ends[2].revents != 0)
    }

    private static func pipe() throws(StartFailure) -> (reading: PipeEnd, writing: PipeEnd) {
        var ends: [CInt] = [-1, -1]
        guard Foundation.pipe(&ends) == 0 else {
            throw StartFailure(reason: "no pipe: " + String(cString: strerror(errno)).lowercased())
        }
        defer { for end in ends { close(end) } }
        // Above the standard streams, which are put in place one after the other.
        let moved = ends.map { fcntl($0, F_DUPFD_CLOEXEC, 3) }
        guard moved.allSatisfy({ $0 >= 0 }) else {
            for end in moved where end >= 0 { close(end) }
            throw StartFailure(reason: "no pipe: too many open files")
        }
        return (PipeEnd(moved[0]), PipeEnd(moved[1]))
    }

    /// Whether there is such a program: a directory of the `PATH` that may not be searched gives the same error as a program
    /// that may not be run.
    private static func isAnywhere(_ name: String) -> Bool {
        guard !name.utf8.contains(UInt8(ascii: "/")), let path = getenv("PATH") else { return true }
        return PathText.text(ofCString: path).utf8.split(separator: UInt8(ascii: ":")).contains { directory in
            PathText.withSystemPath("\(Substring(directory))/\(name)") { access($0, F_OK) } == 0
        }
    }

    /// - Returns: 0, or the number of the error.
    private static func start(_ command: [String], _ streams: [CInt], _ process: inout pid_t) -> CInt {
        #if canImport(Darwin)
            var actions: posix_spawn_file_actions_t?
            var attributes: posix_spawnattr_t?
        #else
            var actions = posix_spawn_file_actions_t()
            var attributes = posix_spawnattr_t()
        #endif
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        for (number, descriptor) in streams.enumerated() {
            posix_spawn_file_actions_adddup2(&actions, descriptor, CInt(number))
        }
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        let flags = POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK
        posix_spawnattr_setflags(&attributes, Int16(flags))
        posix_spawnattr_setpgroup(&attributes, 0)
        // What this process ignores a child would ignore too.
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        for signal in [SIGPIPE, SIGXFSZ] + ending { sigaddset(&signals, signal) }
        posix_spawnattr_setsigdefault(&attributes, &signals)
        // What of it was typed may name a file.
        let words = command.map { PathText.withSystemPath($0) { strdup($0) } } + [nil]
        defer { for word in words { free(word) } }
        #if canImport(Darwin)
            let environment = _NSGetEnviron().pointee
        #else
            let environment = environ
        #endif
        return PathText.withSystemPath(command[0]) {
            posix_spawnp(&process, $0, &actions, &attributes, words, environment)
        }
    }
}

/// An end of a pipe, closed with the value.
final class PipeEnd {
    /// -1 once it is closed.
    private(set) var descriptor: CInt

    var isOpen: Bool { descriptor >= 0 }

    fileprivate init(_ descriptor: CInt) {
        self.descriptor = descriptor
    }

    deinit {
        close()
    }

    func close() {
        if isOpen { Foundation.close(descriptor) }
        descriptor = -1
    }

    fileprivate func neverBlock() {
        let flags = fcntl(descriptor, F_GETFL)
        _ = fcntl(descriptor, F_SETFL, flags | O_NONBLOCK)
        #if canImport(Darwin)
            _ = fcntl(descriptor, F_SETNOSIGPIPE, 1)
        #endif
    }

    /// Writes what fits, and leaves the rest in `bytes`; `false` when nobody reads any more.
    func write(_ bytes: inout UnsafeRawBufferPointer) -> Bool {
        guard isOpen, !bytes.isEmpty else { return true }
        let count = Foundation.write(descriptor, bytes.baseAddress, bytes.count)
        guard count >= 0 else { return errno == EAGAIN || errno == EINTR }
        bytes = UnsafeRawBufferPointer(rebasing: bytes[count...])
        return true
    }

    /// Hands what is there to `take`, and closes the end when there is nothing to come.
    func read(into block: inout [UInt8], _ take: (ArraySlice<UInt8>) -> Void) {
        guard isOpen else { return }
        let count = Foundation.read(descriptor, &block, block.count)
        if count > 0 { return take(block[..<count]) }
        if count < 0, errno == EAGAIN || errno == EINTR { return }
        close()
    }
}

/// Keeps signals from this thread for a while; they come to others, or wait.
private struct BlockedSignals {
    private var blocked = sigset_t()
    private var old = sigset_t()

    init(_ signals: [CInt]) {
        sigemptyset(&blocked)
        for signal in signals { sigaddset(&blocked, signal) }
        pthread_sigmask(SIG_BLOCK, &blocked, &old)
    }

    func restore() {
        var old = old
        pthread_sigmask(SIG_SETMASK, &old, nil)
    }

    #if !canImport(Darwin)
        /// Takes one that waits, so that it does not come when they are let through again.
        func discardWaiting() {
            var (blocked, now) = (blocked, timespec())
            sigtimedwait(&blocked, nil, &now)
        }
    #endif
}

/// Keeps a write to a pipe nobody reads from ending the process, on this thread and for a while.
struct BrokenPipeSignal {
    #if canImport(Darwin)
        // Each descriptor is told to send none.
        func restore() {}
    #else
        private let blocked = BlockedSignals([SIGPIPE])

        func restore() {
            blocked.discardWaiting()
            blocked.restore()
        }
    #endif
}
