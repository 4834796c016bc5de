#pragma once

#include <string>

#include "head.hpp"
#include "response_cache.hpp"

namespace corsage::gateway {

/// The head of an answer as it is kept: without the lines of one connection, of a body's framing, and Age, which are
/// written anew for each client.
std::string stored_head_of(Head const& answer);

/// The same head after the API has said that it still holds, with the lines that say so now.
///
/// https://www.rfc-editor.org/rfc/rfc9111#name-freshening-stored-responses
std::string renewed_head(Head const& stored, Head const& update);

/// The head as text, for a client that gets it now.
std::string head_now(StoredAnswer const& stored, WallTime now);

/// Reads a head that was kept. `text` must outlive it.
void read_stored_head(std::string_view text, Head& head);

}  // namespace corsage::gateway
