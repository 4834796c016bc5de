#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "cache_visit.hpp"
#include "corsage/gateway/configuration.hpp"
#include "corsage/url/url.hpp"
#include "deadlines.hpp"
#include "head.hpp"
#include "own_answer.hpp"
#include "relay_state.hpp"

namespace corsage::gateway {

/// One request of a page's that goes to somebody else's API: what is asked there, and what of the answer comes back. It
/// does not touch a connection.
class Relaying {
 public:
  /// All must outlive the relaying.
  Relaying(Route const& route, RelayState& state, Head const& request);
  Relaying(Relaying const&) = delete;
  Relaying& operator=(Relaying const&) = delete;
  ~Relaying() = default;

  /// What is said without asking the API; nothing where it is to be asked, or where its answer is at hand. To be called
  /// first. Counts the request.
  std::optional<OwnAnswer> refusal(std::string_view client, Clock::time_point now);

  /// The answer that is at hand; null where the API is to be asked.
  std::shared_ptr<StoredAnswer const> const& stored() const { return cache_.stored(); }

  /// Who is asked.
  Upstream const& upstream() const { return upstream_; }

  /// Appends the head of the request as it is sent; the pseudonym is the gateway's own, in Via.
  void append_request_head(std::string_view pseudonym, std::string& out);

  enum class Verdict : std::uint8_t {
    pass,    ///< it is the page's, as `answer` is now
    again,   ///< it led elsewhere: there is another request to be sent
    stored,  ///< what is kept still holds
    refuse,  ///< it is not given to the page: `refused()`
  };
  /// Judges an answer whose head has come, and takes out of it what the page does not get.
  Verdict judge(Head& answer);
  OwnAnswer const& refused() const { return refused_; }

  /// Counts a piece of the body that the page gets; false where it is too much.
  bool take_body(std::string_view piece);

  /// The answer has come whole.
  void finish();

 private:
  bool may_use_method() const;
  OwnAnswer refuse_method();
  bool build();
  bool add(std::string_view name, std::string_view value);
  void add_condition(std::string_view name, std::string_view value);
  std::span<std::string const> passed() const;
  bool goes_on(Field const& line) const;

  std::optional<Verdict> judge_redirect(Head const& answer);
  Verdict follow(url::Url const& url);
  Verdict refuse(OwnAnswer const& answer);
  std::optional<url::Url> url_of(std::string_view location) const;

  void edit(Head& answer);
  std::string_view masked(std::string_view value);

  Route const& route_;
  Relay const& relay_;
  RelayState& state_;
  Head const& request_;

  Upstream upstream_;
  std::string origin_;     ///< of who is asked
  std::string authority_;  ///< of who is asked
  std::string target_;     ///< without secrets
  int redirects_ = 0;
  bool is_elsewhere_ = false;
  Head sent_;  ///< without secrets

  CacheVisit cache_;
  std::uint64_t received_ = 0;
  OwnAnswer refused_;
  std::string refusal_lines_;
  std::deque<std::string> texts_;  ///< that the lines of the answer point into
};

}  // namespace corsage::gateway
