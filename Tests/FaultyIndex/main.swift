import FaultInjection
import Foundation
import IndexCommands
import PassageIndex

// `lede-index` as it is, but for a storage that fails as `LEDE_FAULT` says (see FaultInjection.h), and for how much text
// makes a batch: `LEDE_BATCH=bulk:BYTES` or `LEDE_BATCH=plain:BYTES`. The shipped command knows neither.
let environment = ProcessInfo.processInfo.environment

if let fault = environment["LEDE_FAULT"], fault_injection_install(fault) != 0 {
    FileHandle.standardError.write(Data("lede-index-faulty: LEDE_FAULT: no such fault: \(fault)\n".utf8))
    exit(2)
}

var limits = BatchLimits()
if let batch = environment["LEDE_BATCH"] {
    let parts = batch.split(separator: ":")
    let bytes = parts.last.flatMap { Int($0) } ?? 1
    limits.pendingBytes = bytes
    limits.mergedPages = 4
    if parts.first == "bulk" {
        limits.leastBulkBytes = bytes
        limits.chunkBytes = bytes
        limits.postingsBytes = bytes
    }
}
exit(BatchLimits.$standard.withValue(limits) { IndexCommand.run() })
