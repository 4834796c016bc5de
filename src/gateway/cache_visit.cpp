#include "cache_visit.hpp"

#include <utility>

#include "stored_head.hpp"

#include <boost/beast/http/field.hpp>

namespace corsage::gateway {
namespace {

using boost::beast::http::field;

std::string text_of(Head const& answer, field name) {
  auto const* const line = answer.find(name);
  return line == nullptr ? std::string() : std::string(line->value);
}

bool has_conditions(Head const& request) {
  return request.find(field::if_none_match) != nullptr || request.find(field::if_modified_since) != nullptr;
}

}  // namespace

// https://www.rfc-editor.org/rfc/rfc9111#name-constructing-responses-from
CacheVisit::Found CacheVisit::look(std::string key, Head const& request) {
  key_ = std::move(key);
  is_used_ = cache_ != nullptr && may_use_cache(request);
  if (!is_used_) {
    return Found::nothing;
  }
  auto found = cache_->find(key_, request);
  auto const now = std::chrono::floor<seconds>(std::chrono::system_clock::now());
  if (found != nullptr && is_fresh_for(request, found->age(now), found->lifetime)) {
    stored_ = std::move(found);
    return Found::fresh;
  }
  if (cache_control_of(request).only_if_cached) {
    return Found::required;
  }
  // A client with conditions of its own gets the API's answer to those.
  if (found != nullptr && found->can_be_asked_for_anew() && !has_conditions(request)) {
    stale_ = std::move(found);
    return Found::stale;
  }
  return Found::nothing;
}

void CacheVisit::leave() {
  is_used_ = false;
  stale_ = nullptr;
}

bool CacheVisit::would_keep(Head const& answer) const {
  // One that ends where the connection does may have been cut short.
  return is_used_ && answer.framing != Framing::until_close && may_be_stored(answer);
}

void CacheVisit::begin(Head const& answer, Head const& request) {
  auto const vary = varied_names(answer);
  if (auto variant = variant_of(request, vary)) {
    collected_ = std::make_shared<StoredAnswer>(stored_now(answer, answer));
    collected_->vary = vary;
    collected_->variant = *std::move(variant);
  }
}

StoredAnswer CacheVisit::stored_now(Head const& answer, Head const& received) const {
  auto const now = std::chrono::system_clock::now();
  auto const at = std::chrono::floor<seconds>(now);
  return {.head = stored_head_of(answer),
          .etag = text_of(answer, field::etag),
          .last_modified = text_of(answer, field::last_modified),
          .lifetime = lifetime_of(answer),
          .initial_age = initial_age_of(received, at, std::chrono::floor<seconds>(now - asked_)),
          .received = at};
}

void CacheVisit::take_body(std::string_view piece) {
  if (collected_ != nullptr && body_.size() + piece.size() > cache_->most_bytes_of_one()) {
    collected_ = nullptr;
    body_ = {};
  }
  if (collected_ != nullptr) {
    body_.append(piece);
  }
}

void CacheVisit::finish() {
  if (collected_ != nullptr) {
    collected_->body = std::make_shared<std::string const>(std::move(body_));
    cache_->store(key_, std::move(collected_));
  }
}

void CacheVisit::renew(Head const& update, bool may_be_kept) {
  auto const old_text = stale_->head + "\r\n";
  Head old;
  read_stored_head(old_text, old);
  auto const text = renewed_head(old, update) + "\r\n";
  Head renewed;
  read_stored_head(text, renewed);
  auto answer = std::make_shared<StoredAnswer>(stored_now(renewed, update));
  answer->body = stale_->body;
  answer->vary = stale_->vary;
  answer->variant = stale_->variant;
  stored_ = answer;
  if (may_be_kept) {
    cache_->store(key_, std::move(answer));
  } else {
    cache_->forget(key_);
  }
}

void CacheVisit::forget() {
  if (cache_ != nullptr) {
    cache_->forget(key_);
  }
}

}  // namespace corsage::gateway
