#ifndef LEDE_SIMDJSON_H
#define LEDE_SIMDJSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if __has_attribute(enum_extensibility)
#define SIMDJSON_CLOSED_ENUM __attribute__((enum_extensibility(closed)))
#else
#define SIMDJSON_CLOSED_ENUM
#endif

#ifdef __cplusplus
extern "C" {
#endif

/// The part of simdjson (Langdale and Lemire, 2019) that readers of records need, for a language without C++.
///
/// Invariants: a value belongs to the object its parser parsed last, and is used only before the next one and as
/// long as the parser; a parser is used by one thread at a time.

typedef struct SimdJSONParser SimdJSONParser;

/// A value of an object. `document` is null where there is none.
typedef struct SimdJSONValue {
    const void *_Nullable document;
    size_t index;
} SimdJSONValue;

/// UTF-8 without an end mark; it may hold NULs and, from older versions of the library, halves of characters.
typedef struct SimdJSONText {
    const uint8_t *_Nullable bytes;
    size_t count;
} SimdJSONText;

typedef enum SIMDJSON_CLOSED_ENUM SimdJSONKind {
    SimdJSONKindText,
    /// A whole number within 64 bits, with a sign.
    SimdJSONKindInteger,
    /// Any other number.
    SimdJSONKindNumber,
    SimdJSONKindList,
    /// `null`, `true`, `false` and objects.
    SimdJSONKindOther,
} SimdJSONKind;

/// A parser; null when there is no memory for one.
SimdJSONParser *_Nullable simdjson_parser_create(void);

void simdjson_parser_free(SimdJSONParser *_Nonnull parser);

/// Parses an object and puts its values of these names, the first of each, into `values`.
///
/// Cost: time and memory in proportion to `count`; the memory of long objects is given back at the next one.
///
/// Returns false for what is no object, is no UTF-8, holds a number that 64 bits do not, or is nested more than
/// 500 deep.
bool simdjson_parse(
    SimdJSONParser *_Nonnull parser, const uint8_t *_Nonnull bytes, size_t count,
    const SimdJSONText *_Nonnull names, SimdJSONValue *_Nonnull values, size_t name_count);

SimdJSONKind simdjson_kind(SimdJSONValue value);

/// The text of a value of that kind; empty for others, as are the other two.
SimdJSONText simdjson_text(SimdJSONValue value);

int64_t simdjson_integer(SimdJSONValue value);

double simdjson_number(SimdJSONValue value);

/// Puts the first texts of a list into `texts`, up to `capacity`, and returns how many elements it has; SIZE_MAX when
/// one of them is no text.
size_t simdjson_texts(SimdJSONValue list, SimdJSONText *_Nullable texts, size_t capacity);

#ifdef __cplusplus
}
#endif

#endif
