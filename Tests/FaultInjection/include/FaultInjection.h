/// Faults of the storage and of the memory that SQLite works with, for tests.

/// Lets this process suffer a fault. To be called before anything else uses SQLite.
///
/// A fault is written `kind:operation:number`: what happens at the number-th operation of its kind, over all files that
/// SQLite has open. With `+` behind the number it also happens at every later one.
///
/// - kinds: `kill` (SIGKILL before the operation), `torn` (half of a write, then SIGKILL), `power` (what was not
///   synced is on the disk in part only, then SIGKILL), `ioerror`, `full` (no space
///   left), `busy` (somebody else has the lock), `nomem` (no memory left).
/// - operations: `open`, `read`, `write`, `sync`, `truncate`, `delete`, `lock`, `allocate`, `exit`
///   (when the process has done all it has to).
///
/// `count:path` is no fault: at its end the process writes a line for each operation to the file at the path, with how
/// often there was one, and a last line with the most memory it took, in KiB, where the system tells.
///
/// Returns 0, or -1 when the text says no fault.
int fault_injection_install(const char *specification);
