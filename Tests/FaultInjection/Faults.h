#pragma once

#include <sqlite3.h>

/// What SQLite asks of the system, and the end of the process.
enum operation {
    OPERATION_OPEN,
    OPERATION_READ,
    OPERATION_WRITE,
    OPERATION_SYNC,
    OPERATION_TRUNCATE,
    OPERATION_DELETE,
    OPERATION_LOCK,
    OPERATION_ALLOCATE,
    OPERATION_EXIT,
    OPERATIONS
};

enum kind { FAULT_KILL, FAULT_TORN, FAULT_POWER, FAULT_IOERROR, FAULT_FULL, FAULT_BUSY, FAULT_NOMEM, KINDS };

/// None of SQLite's result codes.
#define FAULT_IS_TORN (-1)

/// Counts an operation; returns SQLITE_OK, or how it has to fail: an SQLite result code, or FAULT_IS_TORN for a write of
/// which half has to be done before `fault_kill`.
int fault_at(enum operation operation);

/// Whether the fault is one of this operation.
int fault_watches(enum operation operation);

/// Whether the fault is that the power goes.
int fault_loses_power(void);

/// Tell what the disk has of a file, for when the power goes: what was in it when it was opened, or after a sync; nothing
/// when it was deleted.
void power_opened(const char *name, sqlite3_file *file);
void power_synced(const char *name, sqlite3_file *file);
void power_deleted(const char *name);
/// Leaves of all files what the disk has of them, and ends the process.
void power_lose(long seed);

/// Ends the process as a lost machine would: nothing is flushed, closed or told.
void fault_kill(void);

int faulty_storage_install(void);
int faulty_memory_install(void);
