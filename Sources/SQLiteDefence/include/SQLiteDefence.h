#ifndef LEDE_SQLITE_DEFENCE_H
#define LEDE_SQLITE_DEFENCE_H

#include <stdbool.h>

/// The settings of a connection that SQLite takes through a variadic function, which Swift cannot call.
///
/// Has SQLite refuse what could only do harm: SQL that writes to its own tables, and whatever triggers and views the
/// file may have.
///
/// Returns whether SQLite took all of it.
bool lede_sqlite_defend(void *_Nonnull connection);

#endif
