// Allowlists of whatever origins, compared byte by byte, are sound.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "lab_audit.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace corsage::test {
namespace {

rc::Gen<std::string> label() {
  return rc::gen::apply(
      [](char first, std::string rest, char last) { return first + rest + last; },
      rc::gen::elementOf<std::string>("abcxyz"),
      rc::gen::resize(8, rc::gen::container<std::string>(rc::gen::elementOf<std::string>("abcxyz0189-"))),
      rc::gen::elementOf<std::string>("abcxyz0189"));
}

/// Origins that people list: of names and addresses, with ports and without.
rc::Gen<std::string> origin() {
  auto const scheme = rc::gen::element<std::string>("https://", "http://");
  auto const below = rc::gen::oneOf(rc::gen::just(std::string()),
                                    rc::gen::map(label(), [](std::string const& text) { return text + '.'; }));
  auto const suffix = rc::gen::element<std::string>(".com", ".org", ".co.uk", ".github.io", ".test");
  auto const port = rc::gen::element<std::string>("", "", ":8443", ":3000");
  return rc::gen::apply([](std::string const& front, std::string const& sub, std::string const& name,
                           std::string const& end, std::string const& back) { return front + sub + name + end + back; },
                        scheme, below, label(), suffix, port);
}

/// An allowlist as the rows of the lab leave it out: all is as it should be.
LabServer allowlist_of(std::vector<std::string> origins, bool has_credentials) {
  LabFace answer{.lets_in = [origins = std::move(origins)](
                                std::string_view each) { return std::ranges::find(origins, each) != origins.end(); },
                 .always = {"Vary: Origin"},
                 .granted = {"Access-Control-Allow-Origin: {origin}"}};
  if (has_credentials) {
    answer.granted.emplace_back("Access-Control-Allow-Credentials: true");
  }
  auto preflight = answer;
  preflight.leave = {"Access-Control-Allow-Methods: PUT", "Access-Control-Allow-Headers: authorization, content-type",
                     "Access-Control-Max-Age: 5"};
  auto missing = answer;
  missing.status = missing.refused_status = 404;
  return {.path = "/v1/me", .answer = answer, .preflight = std::move(preflight), .missing = std::move(missing)};
}

RC_GTEST_PROP(AuditOfAllowlists, raises_no_alarm, ()) {
  auto const origins = *rc::gen::resize(4, rc::gen::nonEmpty(rc::gen::container<std::vector<std::string>>(origin())));
  auto const scheme = *rc::gen::element<std::string>("https://", "http://");
  LabRow const row{.name = "an allowlist",
                   .kind = LabKind::sound,
                   .url = scheme + "api.example.net/v1/me",
                   .trusted_origins = origins,
                   .method = "GET",
                   .headers = {},
                   .preflight_method = std::nullopt,
                   .server = allowlist_of(origins, *rc::gen::arbitrary<bool>()),
                   .expect = {}};
  RC_ASSERT(audited(row).ids() == std::vector<std::string>());
}

}  // namespace
}  // namespace corsage::test
