#include "SQLiteDefence.h"

#include <sqlite3.h>

bool lede_sqlite_defend(void *connection) {
    return sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0) == SQLITE_OK
        && sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, (int *)0) == SQLITE_OK
        && sqlite3_db_config(connection, SQLITE_DBCONFIG_ENABLE_VIEW, 0, (int *)0) == SQLITE_OK;
}
