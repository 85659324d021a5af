#include "SimdJSON.h"

#include <cstring>
#include <memory>
#include <new>
#include <simdjson.h>
#include <type_traits>

namespace {

namespace dom = simdjson::dom;

/// What parsing an object took; kept for the next one.
struct Workspace {
    dom::parser parser;
    std::unique_ptr<uint8_t[]> padded;
    size_t capacity = 0;

    /// Room for an object and what the library may read behind it.
    bool reserve(size_t count) noexcept {
        if (count <= capacity) { return true; }
        padded.reset(new (std::nothrow) uint8_t[count + simdjson::SIMDJSON_PADDING]);
        capacity = padded ? count : 0;
        return capacity == count && parser.allocate(count, 500) == simdjson::SUCCESS;
    }
};

/// Longer objects are rare, and a workspace is many times as large as they are.
constexpr size_t largest_kept = 1 << 20;
constexpr size_t smallest_kept = 1 << 16;

// An element is a document and an index into it. It is handed out as its bytes, for it has no public parts.
static_assert(sizeof(dom::element) == sizeof(SimdJSONValue), "a value holds an element");
static_assert(std::is_trivially_copyable<dom::element>::value, "an element can be copied as bytes");

SimdJSONValue value_of(dom::element element) noexcept {
    SimdJSONValue value;
    std::memcpy(&value, &element, sizeof value);
    return value;
}

dom::element element_of(SimdJSONValue value) noexcept {
    dom::element element;
    std::memcpy(static_cast<void *>(&element), &value, sizeof value);
    return element;
}

SimdJSONText text_of(std::string_view text) noexcept {
    return {reinterpret_cast<const uint8_t *>(text.data()), text.size()};
}

}  // namespace

struct SimdJSONParser {
    std::unique_ptr<Workspace> workspace;
};

SimdJSONParser *simdjson_parser_create(void) { return new (std::nothrow) SimdJSONParser; }

void simdjson_parser_free(SimdJSONParser *parser) { delete parser; }

bool simdjson_parse(
    SimdJSONParser *parser, const uint8_t *bytes, size_t count, const SimdJSONText *names, SimdJSONValue *values,
    size_t name_count) {
    std::unique_ptr<Workspace> &workspace = parser->workspace;
    if (!workspace || (workspace->capacity > largest_kept && count <= largest_kept)) {
        workspace.reset(new (std::nothrow) Workspace);
    }
    if (!workspace || !workspace->reserve(count < smallest_kept ? smallest_kept : count)) {
        workspace.reset();
        return false;
    }
    std::memcpy(workspace->padded.get(), bytes, count);
    std::memset(workspace->padded.get() + count, ' ', simdjson::SIMDJSON_PADDING);
    dom::object object;
    if (workspace->parser.parse(workspace->padded.get(), count, false).get(object) != simdjson::SUCCESS) {
        return false;
    }
    std::memset(values, 0, name_count * sizeof *values);
    for (dom::key_value_pair field : object) {
        for (size_t i = 0; i < name_count; i++) {
            if (field.key.size() == names[i].count && values[i].document == nullptr
                && std::memcmp(field.key.data(), names[i].bytes, names[i].count) == 0) {
                values[i] = value_of(field.value);
            }
        }
    }
    return true;
}

SimdJSONKind simdjson_kind(SimdJSONValue value) {
    switch (element_of(value).type()) {
    case dom::element_type::STRING: return SimdJSONKindText;
    case dom::element_type::INT64: return SimdJSONKindInteger;
    case dom::element_type::UINT64:
    case dom::element_type::DOUBLE: return SimdJSONKindNumber;
    case dom::element_type::ARRAY: return SimdJSONKindList;
    default: return SimdJSONKindOther;
    }
}

SimdJSONText simdjson_text(SimdJSONValue value) {
    std::string_view text;
    return element_of(value).get_string().get(text) == simdjson::SUCCESS ? text_of(text) : SimdJSONText{nullptr, 0};
}

int64_t simdjson_integer(SimdJSONValue value) {
    int64_t number = 0;
    return element_of(value).get_int64().get(number) == simdjson::SUCCESS ? number : 0;
}

double simdjson_number(SimdJSONValue value) {
    double number = 0;
    return element_of(value).get_double().get(number) == simdjson::SUCCESS ? number : 0;
}

size_t simdjson_texts(SimdJSONValue list, SimdJSONText *texts, size_t capacity) {
    dom::array array;
    if (element_of(list).get_array().get(array) != simdjson::SUCCESS) { return SIZE_MAX; }
    size_t count = 0;
    for (dom::element element : array) {
        std::string_view text;
        if (element.get_string().get(text) != simdjson::SUCCESS) { return SIZE_MAX; }
        if (count < capacity) { texts[count] = text_of(text); }
        count++;
    }
    return count;
}
