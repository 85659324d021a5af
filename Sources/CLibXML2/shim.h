#include <libxml/xmlversion.h>
// ICU's C types must come from one module only, and Foundation brings its own: nothing here needs them.
#undef LIBXML_ICU_ENABLED
#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/xmlerror.h>

// Swift has no functions of variable arguments to give to libxml2.
static inline void libxml2_ignore(void *context, const char *message, ...) {
    (void)context;
    (void)message;
}

// Keeps libxml2 from printing to standard error what it tells no handler; for the calling thread.
static inline void libxml2_print_nothing(void) { xmlSetGenericErrorFunc(NULL, libxml2_ignore); }
