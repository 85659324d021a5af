#include "Faults.h"

#include <sqlite3.h>

// SQLite's own allocator, but for the allocation that has to fail.

static sqlite3_mem_methods system_memory;

static void *allocate(int count) { return fault_at(OPERATION_ALLOCATE) ? 0 : system_memory.xMalloc(count); }

static void *reallocate(void *bytes, int count) {
    return fault_at(OPERATION_ALLOCATE) ? 0 : system_memory.xRealloc(bytes, count);
}

int faulty_memory_install(void) {
    int code = sqlite3_config(SQLITE_CONFIG_GETMALLOC, &system_memory);
    if (code) return code;
    sqlite3_mem_methods memory = system_memory;
    memory.xMalloc = allocate;
    memory.xRealloc = reallocate;
    return sqlite3_config(SQLITE_CONFIG_MALLOC, &memory);
}
