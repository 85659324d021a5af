#if os(Linux)
    import Foundation
    import PassageIndex
    import TestSupport
    import Testing

    /// What the process takes, as the kernel counts it.
    @Suite struct MemoryTests {
        private let directory: TemporaryDirectory

        init() throws {
            directory = try TemporaryDirectory()
        }

        /// The whole of a stream with many distinct words is indexed within the least that `--memory` takes.
        ///
        /// Standard input stays open until the memory is looked at: then all but the last articles have been read,
        /// and the process still lives. What it reserves beyond what it touches is bounded by `ulimit`.
        @Test(arguments: ["jsonl", "rss"])
        func aBuildKeepsItsCap(format: String) throws {
            let least = BuildResources.leastMemory(jobs: 2)
            let index = directory.file("index.sqlite")
            let text = format == "rss" ? Self.feed(bytes: 10 << 20) : Self.lines(bytes: 10 << 20)
            let (input, end) = try Self.socketPair()
            let process = try start(
                "ulimit -v \(700 << 10); exec lede-index --jobs 2 --memory \(least) --format \(format) --index '\(index)' -",
                input: end)
            try end.close()
            let hasTakenAll = Self.send(text, to: input)
            let peak = try Self.peakMemory(of: process.processIdentifier)
            try input.close()
            process.waitUntilExit()
            #expect(hasTakenAll && process.terminationStatus == 0, "\(output)")

            let check = try start("exec lede-index check --index '\(index)'", input: .nullDevice)
            check.waitUntilExit()
            #expect(check.terminationStatus == 0, "\(output)")
            #expect(output.contains("sound; "), "\(output)")
            print("lede-index took \(peak >> 20) MiB of \(least >> 20) for \(text.count >> 20) MiB of \(format)")
            #expect(peak < least)
        }

        private var output: String {
            (try? String(contentsOfFile: directory.file("output"), encoding: .utf8)) ?? ""
        }

        private func start(_ command: String, input: FileHandle) throws -> Process {
            let path = try directory.write("output", "")
            let output = try #require(FileHandle(forWritingAtPath: path))
            defer { try? output.close() }
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/sh")
            process.arguments = ["-c", command]
            process.environment = ["PATH": try Project.products(), "HOME": directory.path, "LC_ALL": "C.UTF-8"]
            process.standardInput = input
            process.standardOutput = output
            process.standardError = output
            try process.run()
            return process
        }

        /// The most that a living process has had in memory, in bytes.
        private static func peakMemory(of process: Int32) throws -> Int {
            let status = try String(contentsOfFile: "/proc/\(process)/status", encoding: .utf8)
            let kilobytes = status.firstMatch(of: #/VmHWM:\s+([0-9]+) kB/#).flatMap { Int($0.output.1) }
            return try #require(kilobytes) << 10
        }

        // MARK: - Input

        /// Sockets, not a pipe: into those one can write without a signal when the reader is gone.
        private static func socketPair() throws -> (FileHandle, FileHandle) {
            var ends: [Int32] = [0, 0]
            let kind = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
            try #require(socketpair(AF_UNIX, kind, 0, &ends) == 0)
            return (
                FileHandle(fileDescriptor: ends[0], closeOnDealloc: true),
                FileHandle(fileDescriptor: ends[1], closeOnDealloc: true)
            )
        }

        private static func send(_ bytes: [UInt8], to input: FileHandle) -> Bool {
            var sent = 0
            while sent < bytes.count {
                let count = bytes[sent...].withUnsafeBytes {
                    Foundation.send(input.fileDescriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
                }
                guard count > 0 else { return false }
                sent += count
            }
            return true
        }

        private static func lines(bytes: Int) -> [UInt8] {
            articles(bytes: bytes, { "{\"id\":\($0),\"language\":\"en\",\"text\":\"" }, "\"}\n")
        }

        /// One feed, which is never held as a whole.
        private static func feed(bytes: Int) -> [UInt8] {
            Array("<rss version='2.0'><channel><language>en</language>\n".utf8)
                + articles(bytes: bytes, { "<item><guid>\($0)</guid><description>" }, "</description></item>\n")
                + Array("</channel></rss>".utf8)
        }

        /// Articles of 400 words, every fourth a new one: memory fills up before the end.
        private static func articles(bytes: Int, _ beginning: (Int) -> String, _ end: String) -> [UInt8] {
            var generator = SplitMix64(seed: 1)
            let frequent = ["the", "of", "train", "station", "river", "council", "vote", "paper"].map { Array($0.utf8) }
            var lines: [UInt8] = []
            lines.reserveCapacity(bytes + 4096)
            var article = 0
            while lines.count < bytes {
                lines += Array(beginning(article).utf8)
                article += 1
                for _ in 0..<400 {
                    var random = generator.next()
                    if random % 4 == 0 {
                        for _ in 0..<7 {
                            random /= 26
                            lines.append(UInt8(ascii: "a") + UInt8(random % 26))
                        }
                    } else {
                        lines += frequent[Int(random >> 32 % 8)]
                    }
                    lines.append(UInt8(ascii: " "))
                }
                lines += Array(end.utf8)
            }
            return lines
        }
    }
#endif
