#pragma once

#include <optional>
#include <string>
#include <vector>

#include "corsage/http/header_list.hpp"
#include "corsage/policy/policy.hpp"
#include "corsage/trace/reason.hpp"
#include "corsage/url/origin.hpp"
#include "corsage/url/url.hpp"

/// What an attacker's page, and an honest one, could do with a server's answers. Plans what to ask, and judges what came;
/// asks nobody itself.
namespace corsage::audit {

/// One resource to audit, and what its owner says of it.
struct Target {
  url::Url url;
  /// Origins whose pages are meant to be let in. Empty: nobody said, and the resource's own origin stands for one.
  std::vector<url::Origin> trusted_origins = {};
  /// Of the requests that are no preflights. Another than GET may change something.
  std::string method = "GET";
  /// Sent with each of them, Cookie and Authorization included; never with a preflight, as in a browser.
  http::HeaderList headers = {};
  std::string preflight_method = "PUT";
  /// Whether `preflight_method` was asked for: then its absence from an answer is a finding.
  bool needs_preflight_method = false;
  std::vector<std::string> preflight_headers = {"authorization", "content-type"};
  /// The policy that the resource is meant to keep to: whom it lets in is meant to be let in, and what mends the resource is
  /// that, as it stands.
  std::optional<policy::Policy> policy = std::nullopt;
  /// Lower-case letters that nobody has seen before: names of hosts that nobody knows are made of it. Letters alone, because
  /// patterns of origins often allow nothing else.
  std::string word;
  /// What curl has to be told to reach the resource as the audit did: words of a shell's command line, secrets masked.
  std::string curl_options = {};
};

/// Whether `headers` hold what lets somebody in.
bool has_credentials(Target const& target);

/// The origins whose pages ought to be let in: `trusted_origins`, or the resource's own.
std::vector<url::Origin> expected_origins(Target const& target);

/// Whether somebody is meant to be let in. Else the resource's own pages stand in for them, and CORS keeps nothing from those:
/// what would hurt a trusted page does not hurt them.
bool is_anybody_trusted(Target const& target);

/// Whether a finding of the reason is looked for: what only hurts trusted pages is not where nobody is trusted.
bool is_looked_for(Target const& target, trace::Reason reason);

}  // namespace corsage::audit
