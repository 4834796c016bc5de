#pragma once

#include "corsage/fetch/exchange.hpp"
#include "corsage/formats/json_writer.hpp"
#include "corsage/http/header_list.hpp"
#include "corsage/trace/trace.hpp"

/// What a fetch did, as JSON: shared by every document that tells of one.
namespace corsage::formats {

/// A list of [name, value], line by line as on the wire.
void write_header_lines(JsonWriter& json, http::HeaderList const& headers);

/// A list of the events, in order.
void write_events(JsonWriter& json, trace::Trace const& trace);

/// A list of the exchanges, in order: what went on the wire, and what came of it.
void write_journal(JsonWriter& json, fetch::Journal const& journal);

}  // namespace corsage::formats
