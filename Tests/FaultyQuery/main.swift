import FaultInjection
import Foundation
import LedeCommands

// `lede-query` as it is, but for a storage that fails as `LEDE_FAULT` says (see FaultInjection.h).
if let fault = ProcessInfo.processInfo.environment["LEDE_FAULT"], fault_injection_install(fault) != 0 {
    FileHandle.standardError.write(Data("lede-query-faulty: LEDE_FAULT: no such fault: \(fault)\n".utf8))
    exit(2)
}
exit(QueryCommand.run())
