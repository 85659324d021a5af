import Foundation
import TestSupport
import Testing

@testable import IndexFile
@testable import PassageIndex

/// One writer at a time, for as long as its run takes.
@Suite struct RunLockTests {
    private let directory: TemporaryDirectory
    private var index: String { directory.file("index.sqlite") }
    private var lockFile: String { index + "-lock" }

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func lock(waits: Bool = false, isCancelled: () -> Bool = { false }) throws(IndexError) -> RunLock {
        try RunLock(index: index, waits: waits, isCancelled: isCancelled)
    }

    private func hasLockFile() -> Bool { FileManager.default.fileExists(atPath: lockFile) }

    @Test func theSecondWriterIsToldWhoIsFirst() throws {
        let text = try directory.write("a.txt", "The only text.")
        let writer = try IndexWriter(path: index)
        let locked = IndexError.locked(path: index, process: getpid())
        let first = try lock()
        #expect(throws: locked) { try lock() }
        #expect(throws: locked) { try writer.refresh(RefreshOptions(inputs: [.path(text)])) }
        #expect(throws: locked) { try writer.remove(keys: [text]) }
        // A writer that gives up takes nothing from the first one.
        #expect(throws: locked) { try lock() }
        withExtendedLifetime(first) {}
        #expect(try IndexReader(path: index).statistics().batches == 0)
    }

    @Test func theFileIsGoneAfterwards() throws {
        let text = try directory.write("a.txt", "The only text.")
        do {
            let first = try lock()
            #expect(hasLockFile())
            withExtendedLifetime(first) {}
        }
        #expect(!hasLockFile())
        let writer = try IndexWriter(path: index)
        _ = try writer.refresh(RefreshOptions(inputs: [.path(text)]), onProgress: { _ in #expect(hasLockFile()) })
        #expect(!hasLockFile())
        _ = try writer.remove(keys: [text])
        #expect(!hasLockFile())
    }

    @Test(arguments: ["", "999999\n", "no process at all, and far too many words to be one\n", "-\n"])
    func aStaleFileIsNoHindrance(_ content: String) throws {
        try directory.write("index.sqlite-lock", content)
        let first = try lock()
        #expect(throws: IndexError.locked(path: index, process: getpid())) { try lock() }
        withExtendedLifetime(first) {}
    }

    /// The file may say anything, as whoever holds it has to be no Lede of this version.
    @Test(arguments: [("17\n", 17), ("17", 17), ("17\n18\n", 17), ("", nil), ("x\n", nil)] as [(String, Int32?)])
    func theHolderIsNamedByTheFile(_ content: String, _ process: Int32?) throws {
        try directory.write("index.sqlite-lock", content)
        let descriptor = open(lockFile, O_RDWR)
        defer { close(descriptor) }
        try #require(flock(descriptor, LOCK_EX | LOCK_NB) == 0)
        #expect(throws: IndexError.locked(path: index, process: process)) { try lock() }
        #expect(hasLockFile())
    }

    @Test func whoeverWaitsComesNext() throws {
        let index = index
        let isWaiting = DispatchSemaphore(value: 0)
        let hasLock = DispatchSemaphore(value: 0)
        var first: RunLock? = try lock()
        let thread = Thread {
            // It is polled when an attempt has failed.
            let second = try? RunLock(index: index, waits: true) {
                isWaiting.signal()
                return false
            }
            if second != nil { hasLock.signal() }
        }
        thread.start()
        isWaiting.wait()
        #expect(hasLock.wait(timeout: .now()) == .timedOut)
        withExtendedLifetime(first) {}
        first = nil
        hasLock.wait()
        _ = try lock(waits: true)
        #expect(!hasLockFile())
    }

    @Test func aRunThatWaitsBeginsWhenTheOtherHasEnded() throws {
        let text = try directory.write("a.txt", "The only text.")
        let index = index
        let isWaiting = DispatchSemaphore(value: 0)
        let hasEnded = DispatchSemaphore(value: 0)
        var first: RunLock? = try lock()
        let thread = Thread {
            let writer = try? IndexWriter(
                path: index, waits: true,
                isCancelled: {
                    isWaiting.signal()
                    return false
                })
            _ = try? writer?.refresh(RefreshOptions(inputs: [.path(text)]))
            hasEnded.signal()
        }
        thread.start()
        isWaiting.wait()
        #expect(throws: IndexError.missing(path: index)) { try IndexReader(path: index) }
        withExtendedLifetime(first) {}
        first = nil
        hasEnded.wait()
        #expect(try IndexReader(path: index).statistics().articles == 1)
    }

    @Test func waitingCanBeCancelled() throws {
        let first = try lock()
        var polls = 0
        #expect(throws: IndexError.locked(path: index, process: getpid())) {
            try lock(waits: true) {
                polls += 1
                return polls == 2
            }
        }
        withExtendedLifetime(first) {}
        #expect(polls == 2)
    }

    /// The file of one index is no lock on another one, and one that cannot be made is an error.
    @Test func everyIndexHasItsOwn() throws {
        let first = try lock()
        let other = try RunLock(index: directory.file("other.sqlite"), waits: false) { false }
        withExtendedLifetime((first, other)) {}
        let nowhere = directory.file("missing/index.sqlite")
        let error = #expect(throws: IndexError.self) { try RunLock(index: nowhere, waits: false) { false } }
        #expect(error == .notWritable(path: nowhere, detail: "no such file or directory"))
    }

    /// Of many that wait, one at a time has the lock, and each gets it.
    @Test func allWhoWaitComeInTurn() throws {
        let index = index
        let inside = Counter()
        let hasEnded = DispatchSemaphore(value: 0)
        for _ in 0..<4 {
            Thread {
                for _ in 0..<3 {
                    guard let lock = try? RunLock(index: index, waits: true, isCancelled: { false }) else { continue }
                    inside.enter()
                    inside.leave()
                    withExtendedLifetime(lock) {}
                }
                hasEnded.signal()
            }.start()
        }
        for _ in 0..<4 { hasEnded.wait() }
        #expect(inside.entries == 12 && inside.most == 1)
        #expect(!hasLockFile())
    }

    private final class Counter: @unchecked Sendable {
        private let lock = NSLock()
        private var count = 0
        private(set) var most = 0
        private(set) var entries = 0

        func enter() {
            lock.withLock {
                count += 1
                entries += 1
                most = max(most, count)
            }
        }

        func leave() { lock.withLock { count -= 1 } }
    }
}
