import Foundation

/// How much the reliability tests try: little in `make test`, much in `make torture`, which also prints a table of it.
public enum Torture {
    /// Whether this is the long form.
    public static let isLong = ProcessInfo.processInfo.environment["LEDE_TORTURE"] != nil

    /// The number of tries.
    public static func tries(_ short: Int, long: Int) -> Int { isLong ? long : short }

    /// Prints what came of a fault, and notes it for the table of `make torture`.
    ///
    /// A test that counts nothing as lost has to require all it promises before it comes here: a failure leaves no row.
    /// - Parameters:
    ///   - fault: what was done, in a few words.
    ///   - survived: of the tries, those after which everything was as promised.
    ///   - lost: those after which it was not.
    public static func note(_ fault: String, tries: Int, survived: Int, lost: Int, remark: String = "") {
        let line = [fault, "\(tries)", "\(survived)", "\(lost)", remark].joined(separator: "\t") + "\n"
        print("torture: " + line.replacingOccurrences(of: "\t", with: " | "), terminator: "")
        // Lines are appended whole, whoever else appends at the time.
        guard let table = ProcessInfo.processInfo.environment["LEDE_TORTURE_TABLE"] else { return }
        let descriptor = open(table, O_WRONLY | O_APPEND | O_CREAT, 0o644)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        let bytes = Array(line.utf8)
        _ = write(descriptor, bytes, bytes.count)
    }
}
