#include "response_cache.hpp"

#include <algorithm>
#include <cstdint>
#include <ranges>
#include <utility>

namespace corsage::gateway {
namespace {

/// What an entry takes besides its texts: its nodes, and what the heap adds to each.
constexpr std::uint64_t bytes_beside_texts = 512;

/// More variants of one target than that, and a client is making them up.
constexpr std::ptrdiff_t most_variants = 16;

}  // namespace

std::uint64_t ResponseCache::bytes_of(Entry const& entry) {
  auto const& answer = *entry.answer;
  return bytes_beside_texts + entry.target.size() + answer.head.size() + answer.body->size() + answer.variant.size() +
         answer.etag.size() + answer.last_modified.size();
}

std::shared_ptr<StoredAnswer const> ResponseCache::find(std::string const& target, Head const& request) {
  std::scoped_lock const lock(mutex_);
  auto const [begin, end] = entries_.get<1>().equal_range(target);
  for (auto at = begin; at != end; ++at) {
    if (variant_of(request, at->answer->vary) == at->answer->variant) {
      entries_.relocate(entries_.end(), entries_.project<0>(at));
      return at->answer;
    }
  }
  return nullptr;
}

void ResponseCache::store(std::string const& target, std::shared_ptr<StoredAnswer const> answer) {
  Entry entry{.target = target, .answer = std::move(answer)};
  auto const bytes = bytes_of(entry);
  if (bytes > most_bytes_of_one()) {
    return;
  }
  std::scoped_lock const lock(mutex_);
  auto& by_target = entries_.get<1>();
  auto const [begin, end] = by_target.equal_range(target);
  // An answer that varies by other names than an earlier one takes its place, too: the API has changed its mind.
  auto const is_replaced = [&entry](Entry const& earlier) {
    return earlier.answer->variant == entry.answer->variant || earlier.answer->vary != entry.answer->vary;
  };
  bool const is_crowded = std::distance(begin, end) >= most_variants;
  for (auto at = begin; at != end;) {
    if (is_crowded || is_replaced(*at)) {
      bytes_ -= bytes_of(*at);
      at = by_target.erase(at);
    } else {
      ++at;
    }
  }
  while (bytes_ + bytes > most_bytes_) {
    remove_oldest();
  }
  bytes_ += bytes;
  entries_.push_back(std::move(entry));
}

void ResponseCache::remove_oldest() {
  bytes_ -= bytes_of(entries_.front());
  entries_.pop_front();
}

void ResponseCache::forget(std::string const& target) {
  std::scoped_lock const lock(mutex_);
  auto& by_target = entries_.get<1>();
  auto const [begin, end] = by_target.equal_range(target);
  for (auto const& entry : std::ranges::subrange(begin, end)) {
    bytes_ -= bytes_of(entry);
  }
  by_target.erase(begin, end);
}

std::uint64_t ResponseCache::bytes() const {
  std::scoped_lock const lock(mutex_);
  return bytes_;
}

}  // namespace corsage::gateway
