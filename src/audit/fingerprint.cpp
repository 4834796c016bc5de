#include <cstdint>

#include "corsage/audit/audited.hpp"

#include <fmt/format.h>

namespace corsage::audit {
namespace {

/// http://www.isthe.com/chongo/tech/comp/fnv/ : FNV-1a, the same on every machine.
std::uint64_t digest(std::string_view bytes) {
  constexpr std::uint64_t offset_basis = 0xcbf29ce484222325;
  constexpr std::uint64_t prime = 0x100000001b3;
  std::uint64_t hash = offset_basis;
  for (char const byte : bytes) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * prime;
  }
  return hash;
}

/// The variant where it tells kinds apart. A status, or how long an answer may be kept, changes from one run to the next.
std::string_view lasting_variant(Finding const& finding) {
  auto const& variant = finding.variant;
  bool const is_status = variant.find_first_not_of("0123456789") == std::string::npos;
  return is_status || variant == variant_of_kept_answers ? std::string_view() : std::string_view(variant);
}

}  // namespace

std::string_view to_string(Standing standing) {
  switch (standing) {
    case Standing::counts: return "counts";
    case Standing::in_baseline: return "in-baseline";
    case Standing::ignored: return "ignored";
  }
  return {};
}

std::string fingerprint(Target const& target, Finding const& finding) {
  auto const& url = target.url;
  auto const text = fmt::format("{}\n{}\n{}\n{}\n{}://{}{}", trace::to_string(finding.reason), lasting_variant(finding),
                                finding.is_credentialed, target.method, url.scheme(),
                                url.authority_without_credentials(), url.path());
  return fmt::format("{:016x}", digest(text));
}

}  // namespace corsage::audit
