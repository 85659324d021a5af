#include "Faults.h"

#include <sqlite3.h>
#include <string.h>

// SQLite's default VFS becomes one that passes everything on to the system's, but for the operation that has to fail.
// Locks and memory that processes share (xShm…) are left alone: they are no storage.

static sqlite3_vfs *system_vfs;

struct faulty_file {
    sqlite3_file base;
    // NULL of temporary files, which nobody finds again. SQLite keeps it as long as the file is open.
    const char *name;
    // What the system's file can do differs from file to file.
    sqlite3_io_methods methods;
};

// The system's own file lies behind the one that SQLite sees.
static sqlite3_file *real(sqlite3_file *file) { return (sqlite3_file *)((struct faulty_file *)file + 1); }

static int close_file(sqlite3_file *file) { return real(file)->pMethods->xClose(real(file)); }

static int read_file(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    int code = fault_at(OPERATION_READ);
    return code ? code : real(file)->pMethods->xRead(real(file), bytes, count, offset);
}

static int write_file(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    int code = fault_at(OPERATION_WRITE);
    if (code == FAULT_IS_TORN) {
        real(file)->pMethods->xWrite(real(file), bytes, count / 2, offset);
        fault_kill();
    }
    return code ? code : real(file)->pMethods->xWrite(real(file), bytes, count, offset);
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
    int code = fault_at(OPERATION_TRUNCATE);
    return code ? code : real(file)->pMethods->xTruncate(real(file), size);
}

static int sync_file(sqlite3_file *file, int flags) {
    int code = fault_at(OPERATION_SYNC);
    if (!code) code = real(file)->pMethods->xSync(real(file), flags);
    const char *name = ((struct faulty_file *)file)->name;
    if (!code && name && fault_loses_power()) power_synced(name, real(file));
    return code;
}

static int size_of_file(sqlite3_file *file, sqlite3_int64 *size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}

static int lock_file(sqlite3_file *file, int level) {
    int code = fault_at(OPERATION_LOCK);
    return code ? code : real(file)->pMethods->xLock(real(file), level);
}

static int unlock_file(sqlite3_file *file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }

static int check_reserved_lock(sqlite3_file *file, int *is_reserved) {
    return real(file)->pMethods->xCheckReservedLock(real(file), is_reserved);
}

static int control_file(sqlite3_file *file, int operation, void *argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}

static int sector_size(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }

static int characteristics(sqlite3_file *file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }

static int map_shared(sqlite3_file *file, int region, int size, int extend, void volatile **address) {
    return real(file)->pMethods->xShmMap(real(file), region, size, extend, address);
}

static int lock_shared(sqlite3_file *file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}

static void shared_barrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }

static int unmap_shared(sqlite3_file *file, int deletes) {
    return real(file)->pMethods->xShmUnmap(real(file), deletes);
}

static int fetch(sqlite3_file *file, sqlite3_int64 offset, int count, void **bytes) {
    // SQLite then reads instead, which can fail.
    if (fault_watches(OPERATION_READ)) {
        *bytes = NULL;
        return SQLITE_OK;
    }
    return real(file)->pMethods->xFetch(real(file), offset, count, bytes);
}

static int release(sqlite3_file *file, sqlite3_int64 offset, void *bytes) {
    return real(file)->pMethods->xUnfetch(real(file), offset, bytes);
}

static int open_file(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags, int *flags_out) {
    (void)vfs;
    file->pMethods = NULL;
    int code = fault_at(OPERATION_OPEN);
    if (code) return code;
    memset(real(file), 0, system_vfs->szOsFile);
    code = system_vfs->xOpen(system_vfs, name, real(file), flags, flags_out);
    const sqlite3_io_methods *methods = real(file)->pMethods;
    if (!methods) return code;
    struct faulty_file *faulty = (struct faulty_file *)file;
    faulty->name = name;
    if (!code && name && fault_loses_power()) power_opened(name, real(file));
    faulty->methods = (sqlite3_io_methods){
        .iVersion = methods->iVersion < 3 ? methods->iVersion : 3,
        .xClose = close_file,
        .xRead = read_file,
        .xWrite = write_file,
        .xTruncate = truncate_file,
        .xSync = sync_file,
        .xFileSize = size_of_file,
        .xLock = lock_file,
        .xUnlock = unlock_file,
        .xCheckReservedLock = check_reserved_lock,
        .xFileControl = control_file,
        .xSectorSize = sector_size,
        .xDeviceCharacteristics = characteristics,
        .xShmMap = methods->xShmMap ? map_shared : NULL,
        .xShmLock = methods->xShmLock ? lock_shared : NULL,
        .xShmBarrier = methods->xShmBarrier ? shared_barrier : NULL,
        .xShmUnmap = methods->xShmUnmap ? unmap_shared : NULL,
        .xFetch = methods->iVersion >= 3 && methods->xFetch ? fetch : NULL,
        .xUnfetch = methods->iVersion >= 3 && methods->xUnfetch ? release : NULL,
    };
    file->pMethods = &faulty->methods;
    return code;
}

static int delete_file(sqlite3_vfs *vfs, const char *name, int syncs_directory) {
    (void)vfs;
    int code = fault_at(OPERATION_DELETE);
    if (!code) code = system_vfs->xDelete(system_vfs, name, syncs_directory);
    if (!code && fault_loses_power()) power_deleted(name);
    return code;
}

int faulty_storage_install(void) {
    // The system's own fields, such as what finds its locking, serve its other methods here, too.
    static sqlite3_vfs vfs;
    system_vfs = sqlite3_vfs_find(NULL);
    if (!system_vfs) return SQLITE_ERROR;
    vfs = *system_vfs;
    vfs.zName = "faulty";
    vfs.pNext = NULL;
    vfs.szOsFile = (int)sizeof(struct faulty_file) + system_vfs->szOsFile;
    vfs.xOpen = open_file;
    vfs.xDelete = delete_file;
    return sqlite3_vfs_register(&vfs, 1);
}
