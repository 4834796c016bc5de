#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "corsage/fetch/session.hpp"
#include "corsage/http/header_list.hpp"
#include "corsage/policy/config.hpp"
#include "corsage/policy/decide.hpp"
#include "corsage/policy/incoming.hpp"
#include "corsage/policy/policy.hpp"

namespace corsage::exhaustive {

/// What a policy's list of origins means, in the words of this world: the pages that it names.
struct Origins {
  std::vector<std::string> patterns;
  std::vector<std::string> pages;
};

/// A policy three times: as somebody wrote it, as it decides, and what it means.
struct Promise {
  policy::Config config;
  policy::Policy policy;
  std::vector<std::string> pages;
};

/// A header of the page's, and whether it needs leave.
struct AuthorHeader {
  std::string name;
  std::string value;
  bool needs_leave = true;
};

using AuthorHeaders = std::vector<AuthorHeader>;

/// What a page asks the server of this world for.
struct Ask {
  std::string page;
  std::string method = "GET";
  AuthorHeaders headers = {};
  fetch::CredentialsMode credentials = fetch::CredentialsMode::same_origin;
};

/// The server behind the policy: its status, its lines of CORS if it has a mind of its own, and what pages may want to read.
struct Upstream {
  int status = 200;
  http::HeaderList headers = {};
};

/// What came of it for the page.
struct Seen {
  bool is_allowed = false;
  bool reads_own_header = false;  ///< X-One of upstream's
  bool sees_timing = false;

  bool operator==(Seen const&) const = default;
};

/// What the policy's author would expect, from the words of the Config alone: no pattern is read, no header made.
Seen meant(Promise const& promise, Ask const& ask, Upstream const& upstream);

/// One ask under one browser, held against policies. A browser's exchanges are the same whatever the policy, until it is
/// refused: they are learned once, and each policy decides on them. Where decisions are the same, so are the answers and
/// what a browser makes of them: that is looked at once.
class Asker {
 public:
  Asker(Ask ask, Upstream const& upstream, fetch::Profile const& profile);
  Asker(Asker const&) = delete;
  Asker& operator=(Asker const&) = delete;

  /// The difference in words between what is meant, what `decide` says and what `fetch` does; nothing: they agree.
  std::optional<std::string> difference(Promise const& promise);

  bool last_was_allowed() const { return last_was_allowed_; }

 private:
  /// What a browser made of one set of answers.
  struct Judged {
    Seen seen;
    std::size_t exchanges = 0;
  };

  Judged browse(std::vector<policy::Decision> const& decisions) const;

  Ask ask_;
  Upstream const& upstream_;
  fetch::Environment environment_;
  fetch::Request request_;
  fetch::Run learned_;
  std::vector<policy::FoundIncoming> incoming_;
  std::unordered_map<std::string, Judged> judged_;
  // Kept for their memory alone.
  std::vector<policy::Decision> decisions_;
  std::string key_;
  bool last_was_allowed_ = false;
};

/// The same request as `fetch` takes it.
fetch::Request request_of(Ask const& ask);
fetch::Environment environment_of(Ask const& ask, fetch::Profile const& profile);

/// What the policy, in front of upstream, answers an exchange with.
fetch::Answered answer_by(policy::Decision const& decision, Upstream const& upstream);

std::string words_of(Promise const& promise, Ask const& ask);

}  // namespace corsage::exhaustive
