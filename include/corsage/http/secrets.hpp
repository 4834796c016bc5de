#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "corsage/http/given_secrets.hpp"
#include "corsage/http/header_list.hpp"

namespace corsage::http {

/// Whether values that let somebody in are shown to people and written into files; and which those are, besides what their
/// names tell.
class Secrets {
 public:
  enum class Treatment : std::uint8_t { masked, shown };
  // No `using enum`: GCC 12 crashes where a template names such an enumerator.
  static constexpr Treatment masked = Treatment::masked;
  static constexpr Treatment shown = Treatment::shown;

  // NOLINTNEXTLINE(google-explicit-constructor): Secrets::masked is all that most have to say.
  constexpr Secrets(Treatment treatment) : treatment_(treatment) {}

  /// The same where these were given, too. They have to outlive it.
  constexpr Secrets with(GivenSecrets const& given) const {
    auto secrets = *this;
    secrets.given_ = &given;
    return secrets;
  }

  constexpr bool are_shown() const { return treatment_ == shown; }

  /// Null: none.
  constexpr GivenSecrets const* given() const { return given_; }

 private:
  Treatment treatment_;
  GivenSecrets const* given_ = nullptr;
};

/// What stands for a secret.
inline constexpr std::string_view mask = "***";

/// Whether the value of the header, or of a URL's parameter, of that name lets somebody in: cookies, Authorization, API
/// keys, tokens.
bool is_secret(std::string_view name);

/// The same, or a header of that name was given.
bool is_secret(std::string_view header_name, Secrets secrets);

/// The value as it may be shown: a secret becomes ***, and what helps without giving it away stays (the scheme of
/// Authorization, a cookie's name and attributes, a URL without its password).
std::string shown_value(std::string_view header_name, std::string_view value, Secrets secrets);

/// All lines with their values as they may be shown.
HeaderList shown_headers(HeaderList const& headers, Secrets secrets);

/// A sentence as it may be shown: of each URL in it user name, password and the values of parameters that are secret are
/// masked. Its URLs are serialised.
std::string shown_text(std::string_view text, Secrets secrets);

/// The URL as it may be shown, whoever wrote it: user name, password and the values of parameters that are secret are
/// masked.
std::string shown_url(std::string_view url, Secrets secrets);

}  // namespace corsage::http
