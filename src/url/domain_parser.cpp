#include "domain_parser.hpp"

#include <cstdint>
#include <memory>

#include "byte_set.hpp"
#include "corsage/base/bytes.hpp"
#include "idna_mapping.hpp"

#include <unicode/idna.h>

namespace corsage::url {
namespace {

/// CheckHyphens and VerifyDnsLength are false: ICU always checks both, and these errors are not looked at.
constexpr std::uint32_t unchecked_errors = UIDNA_ERROR_EMPTY_LABEL | UIDNA_ERROR_LABEL_TOO_LONG |
                                           UIDNA_ERROR_DOMAIN_NAME_TOO_LONG | UIDNA_ERROR_LEADING_HYPHEN |
                                           UIDNA_ERROR_TRAILING_HYPHEN | UIDNA_ERROR_HYPHEN_3_4;

/// https://url.spec.whatwg.org/#domain-parser-toascii with beStrict false; nothing on failure.
std::optional<std::string> unicode_to_ascii(std::string_view domain) {
  auto status = U_ZERO_ERROR;
  std::unique_ptr<icu::IDNA> const idna(
      icu::IDNA::createUTS46Instance(UIDNA_CHECK_BIDI | UIDNA_CHECK_CONTEXTJ | UIDNA_NONTRANSITIONAL_TO_ASCII, status));
  if (U_FAILURE(status)) {
    return std::nullopt;
  }
  auto const unicode = icu::UnicodeString::fromUTF8({domain.data(), static_cast<std::int32_t>(domain.size())});
  icu::UnicodeString ascii;
  icu::IDNAInfo info;
  idna->nameToASCII(apply_newer_idna_mappings(unicode), ascii, info, status);
  if (U_FAILURE(status) || (info.getErrors() & ~unchecked_errors) != 0) {
    return std::nullopt;
  }
  std::string result;
  return ascii.toUTF8String(result);
}

}  // namespace

std::expected<std::string, UrlFailure> parse_domain(std::string_view domain) {
  if (domain.size() > Url::longest) {
    return std::unexpected(UrlFailure::too_long);
  }
  std::string result;
  if (find_first_of(domain, non_ascii_bytes) == domain.size()) {
    // 5. ASCII is only put in lower case, whatever its labels decode to.
    result = byte_lowercase(domain);
  } else {
    // 6. All else goes through Unicode ToASCII.
    auto ascii = unicode_to_ascii(domain);
    if (!ascii) {
      return std::unexpected(UrlFailure::host_not_ascii_able);
    }
    result = *std::move(ascii);
  }
  // 7. A domain of soft hyphens, say, comes to nothing.
  if (result.empty()) {
    return std::unexpected(UrlFailure::host_not_ascii_able);
  }
  // 8. What would end the host, or be decoded again.
  if (find_first_of(result, forbidden_domain_code_points) != result.size()) {
    return std::unexpected(UrlFailure::host_forbidden_code_point);
  }
  return result;
}

std::optional<std::string> domain_to_ascii(std::string_view domain) {
  auto result = parse_domain(domain);
  return result ? std::optional(*std::move(result)) : std::nullopt;
}

}  // namespace corsage::url
