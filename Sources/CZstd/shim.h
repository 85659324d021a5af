// The trainer with chosen parameters, which is many times faster than the one that tries out its own, belongs to the
// part of the interface that has to be asked for.
#define ZDICT_STATIC_LINKING_ONLY
#include <zdict.h>
#include <zstd.h>
