#include "Faults.h"

#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// What a disk has of each file when the power goes: what was there at the last sync, and of what was written since then
// some sectors, whichever it was the disk's turn to write. A sector is written wholly or not at all, and directories as
// they are; more SQLite does not ask for.

#define SECTOR 512

struct durable_file {
    struct durable_file *next;
    char *name;
    unsigned char *bytes;
    sqlite3_int64 size;
};

static struct durable_file *files;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static uint64_t state;

static uint64_t next_random(void) {
    // splitmix64 (Guy Steele et al., 2014).
    uint64_t z = state += 0x9E3779B97F4A7C15;
    z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
    z = (z ^ z >> 27) * 0x94D049BB133111EB;
    return z ^ z >> 31;
}

static struct durable_file *find_file(const char *name) {
    struct durable_file *file = files;
    while (file && strcmp(file->name, name)) file = file->next;
    return file;
}

// Takes what the system now has of a file for what the disk has. It is read by SQLite's own descriptor: to close another
// one would give up the locks of all.
static void take(struct durable_file *durable, sqlite3_file *file) {
    sqlite3_int64 size = 0;
    if (file->pMethods->xFileSize(file, &size)) abort();
    unsigned char *bytes = realloc(durable->bytes, size > 0 ? size : 1);
    if (!bytes || (size > 0 && file->pMethods->xRead(file, bytes, (int)size, 0))) abort();
    durable->bytes = bytes;
    durable->size = size;
}

void power_opened(const char *name, sqlite3_file *file) {
    pthread_mutex_lock(&lock);
    // What was written before it was closed is not on the disk for that.
    if (!find_file(name)) {
        struct durable_file *durable = calloc(1, sizeof *durable);
        if (!durable || !(durable->name = strdup(name))) abort();
        take(durable, file);
        durable->next = files;
        files = durable;
    }
    pthread_mutex_unlock(&lock);
}

void power_synced(const char *name, sqlite3_file *file) {
    pthread_mutex_lock(&lock);
    struct durable_file *durable = find_file(name);
    if (durable) take(durable, file);
    pthread_mutex_unlock(&lock);
}

void power_deleted(const char *name) {
    pthread_mutex_lock(&lock);
    struct durable_file *durable = find_file(name);
    if (durable) durable->size = 0;
    pthread_mutex_unlock(&lock);
}

static void lose(const struct durable_file *durable) {
    int descriptor = open(durable->name, O_RDWR);
    struct stat status;
    // It may have been deleted.
    if (descriptor < 0 || fstat(descriptor, &status)) return;
    sqlite3_int64 written = status.st_size;
    sqlite3_int64 size = next_random() & 1 ? written : durable->size;
    if (ftruncate(descriptor, size)) abort();
    for (sqlite3_int64 start = 0; start < size; start += SECTOR) {
        // Where the file became shorter and then was not, there is only what was before.
        if (start < written && next_random() & 1) continue;
        size_t count = size - start < SECTOR ? (size_t)(size - start) : SECTOR;
        unsigned char sector[SECTOR];
        // Of a place that was never written there is anything.
        unsigned char anything = next_random() & 1 ? 0 : (unsigned char)next_random();
        for (size_t index = 0; index < count; index++) {
            sector[index] = start + (sqlite3_int64)index < durable->size ? durable->bytes[start + index] : anything;
        }
        if (pwrite(descriptor, sector, count, start) != (ssize_t)count) abort();
    }
}

void power_lose(long seed) {
    pthread_mutex_lock(&lock);
    state = (uint64_t)seed;
    for (const struct durable_file *file = files; file; file = file->next) lose(file);
    fault_kill();
}
