import ArgumentParser
import PassageIndex
import Testing

@testable import IndexCommands
@testable import LedeCommands

/// `--jobs` and `--memory`.
@Suite struct MachineOptionTests {
    private func resources(_ arguments: [String]) throws -> BuildResources {
        guard case .command(let parsed) = try RefreshArguments.parsed(arguments + ["a.txt"]) else {
            throw UsageError("a message instead of options")
        }
        return try parsed.machine.resources()
    }

    @Test func whatIsNotSaidIsTheMachines() throws {
        #expect(try resources([]) == BuildResources())
        #expect(try resources(["--jobs", "3"]) == BuildResources(jobs: 3))
        #expect(try resources(["--jobs", "3"]).memory == 512 << 20)
        // So many threads get what they need without being asked.
        #expect(try resources(["--jobs", "256"]).memory == BuildResources.leastMemory(jobs: 256))
    }

    @Test(
        arguments: [
            ("2G", 2 << 30), ("2g", 2 << 30), ("512M", 512 << 20), ("300000K", 300_000 << 10), ("1T", 1 << 40),
            ("208M", 208 << 20), ("536870912", 512 << 20),
        ] as [(String, Int)]) func memory(_ text: String, _ bytes: Int) throws
    {
        let resources = try resources(["--jobs", "2", "--memory", text])
        #expect(resources == BuildResources(jobs: 2, memory: bytes))
        #expect(resources.memory == bytes)
    }

    /// Whatever is asked for, the threads get what they cannot do without.
    @Test func theLeastIsEnough() {
        for jobs in [1, 2, 7, 256] {
            let least = BuildResources.leastMemory(jobs: jobs)
            #expect(BuildResources(jobs: jobs, memory: 1).memory == least)
            #expect(BuildResources(jobs: jobs, memory: least + 1).memory == least + 1)
        }
        #expect(BuildResources(jobs: 0).jobs == 1)
    }

    private static let jobForm = "write a number from 1 to 256"
    private static let memoryForm = "write a number of bytes like 512M or 2G"

    @Test(
        arguments: [
            (["--jobs", "0"], "the value '0' is invalid for '--jobs <number>': " + jobForm),
            (["--jobs", "x"], "the value 'x' is invalid for '--jobs <number>': " + jobForm),
            (["--jobs", "257"], "'257'"), (["--jobs=-1"], jobForm), (["--jobs", "1.5"], jobForm),
            (["--jobs", ""], jobForm),
            (["--jobs", "99999999999999999999"], jobForm),
            (["--memory", "0"], "the value '0' is invalid for '--memory <size>': " + memoryForm),
            (["--memory", "M"], memoryForm), (["--memory", "1.5G"], memoryForm), (["--memory=-5"], memoryForm),
            (["--memory", ""], memoryForm), (["--memory", "5X"], memoryForm), (["--memory", "2GB"], memoryForm),
            (["--memory", "9999999999999999T"], memoryForm), (["--memory", "99999999999999999999"], memoryForm),
            (["--memory", "٣M"], memoryForm),
            (["--jobs", "1", "--memory", "1"], "--memory: a thread needs at least 176M"),
            (["--jobs", "2", "--memory", "10M"], "--memory: 2 threads need at least 208M; fewer --jobs need less"),
            (["--jobs", "2", "--memory", "207M"], "208M"),
            (["--jobs", "256", "--memory", "2G"], "--memory: 256 threads need at least 8336M"),
        ] as [([String], String)]) func whatCannotBeTaken(_ arguments: [String], _ message: String)
    {
        let error = #expect(throws: UsageError.self) { try resources(arguments) }
        #expect(error?.message.contains(message) == true, "\(error?.message ?? "")")
        #expect(error?.message.contains("\n") == false)
    }

    /// What the message names is enough.
    @Test(arguments: [1, 2, 5, 256]) func whatIsAskedForIsEnough(jobs: Int) throws {
        let error = #expect(throws: UsageError.self) { try resources(["--jobs", "\(jobs)", "--memory", "1"]) }
        let named = try #require(error?.message.firstMatch(of: #/at least ([0-9]+M)/#)?.output.1)
        #expect(try resources(["--jobs", "\(jobs)", "--memory", String(named)]).jobs == jobs)
    }
}
