#include "FaultInjection.h"
#include "Faults.h"

#include <signal.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *const operation_names[OPERATIONS] = {
    "open", "read", "write", "sync", "truncate", "delete", "lock", "allocate", "exit"};
static const char *const kind_names[KINDS] = {"kill", "torn", "power", "ioerror", "full", "busy", "nomem"};

static struct {
    enum kind kind;
    // OPERATIONS: none.
    enum operation operation;
    long number;
    int persists;
} fault = {.operation = OPERATIONS};

static const char *counts_path;

// SQLite calls from whichever thread has the connection.
static atomic_long counts[OPERATIONS];

void fault_kill(void) {
    kill(getpid(), SIGKILL);
    for (;;) pause();
}

int fault_loses_power(void) { return fault.operation < OPERATIONS && fault.kind == FAULT_POWER; }

int fault_watches(enum operation operation) { return fault.operation == operation; }

int fault_at(enum operation operation) {
    long count = atomic_fetch_add(&counts[operation], 1) + 1;
    if (operation != fault.operation || count < fault.number) return SQLITE_OK;
    if (count > fault.number && !fault.persists) return SQLITE_OK;
    switch (fault.kind) {
    case FAULT_KILL: fault_kill();
    case FAULT_TORN: return FAULT_IS_TORN;
    case FAULT_POWER: power_lose(fault.number);
    case FAULT_FULL: return SQLITE_FULL;
    case FAULT_BUSY: return SQLITE_BUSY;
    case FAULT_NOMEM: return SQLITE_NOMEM;
    default: break;
    }
    switch (operation) {
    case OPERATION_OPEN: return SQLITE_CANTOPEN;
    case OPERATION_READ: return SQLITE_IOERR_READ;
    case OPERATION_WRITE: return SQLITE_IOERR_WRITE;
    case OPERATION_SYNC: return SQLITE_IOERR_FSYNC;
    case OPERATION_TRUNCATE: return SQLITE_IOERR_TRUNCATE;
    case OPERATION_DELETE: return SQLITE_IOERR_DELETE;
    case OPERATION_LOCK: return SQLITE_IOERR_LOCK;
    default: return SQLITE_IOERR;
    }
}

// The most memory this program took, in KiB; 0 where the system does not tell. `getrusage` would also count what the
// parent had before it became this program.
static long peak_memory(void) {
    FILE *status = fopen("/proc/self/status", "r");
    if (!status) return 0;
    char line[256];
    long peak = 0;
    while (fgets(line, sizeof line, status)) {
        if (sscanf(line, "VmHWM: %ld", &peak) == 1) break;
    }
    fclose(status);
    return peak;
}

static void write_counts(void) {
    FILE *file = fopen(counts_path, "w");
    if (!file) return;
    for (int operation = 0; operation < OPERATIONS; operation++) {
        fprintf(file, "%s %ld\n", operation_names[operation], atomic_load(&counts[operation]));
    }
    fprintf(file, "memory %ld\n", peak_memory());
    fclose(file);
}

static void reach_exit(void) { fault_at(OPERATION_EXIT); }

static int find(const char *const *names, int count, const char *name, size_t length) {
    for (int index = 0; index < count; index++) {
        if (strlen(names[index]) == length && !strncmp(names[index], name, length)) return index;
    }
    return count;
}

static int read_fault(const char *specification) {
    const char *operation = strchr(specification, ':');
    const char *number = operation ? strchr(operation + 1, ':') : NULL;
    if (!number) return -1;
    fault.kind = find(kind_names, KINDS, specification, operation - specification);
    fault.operation = find(operation_names, OPERATIONS, operation + 1, number - operation - 1);
    char *end;
    fault.number = strtol(number + 1, &end, 10);
    fault.persists = !strcmp(end, "+");
    int is_known = fault.kind < KINDS && fault.operation < OPERATIONS && fault.number > 0;
    return is_known && (fault.persists || !*end) ? 0 : -1;
}

int fault_injection_install(const char *specification) {
    if (!strncmp(specification, "count:", 6)) {
        counts_path = strdup(specification + 6);
        if (!counts_path || atexit(write_counts)) return -1;
    } else if (read_fault(specification) || atexit(reach_exit)) {
        return -1;
    }
    return faulty_memory_install() == SQLITE_OK && faulty_storage_install() == SQLITE_OK ? 0 : -1;
}
