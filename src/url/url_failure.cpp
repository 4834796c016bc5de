#include <array>

#include "corsage/url/url.hpp"

namespace corsage::url {
namespace {

struct Row {
  std::string_view id;
  std::string_view explanation;
};

constexpr std::array rows{
#define CORSAGE_URL_FAILURE(id, explanation) Row{#id, explanation},
#include "corsage/url/url_failures.def"
#undef CORSAGE_URL_FAILURE
};

constexpr Row const& row(UrlFailure failure) {
  return rows[static_cast<std::size_t>(failure)];
}

}  // namespace

std::string_view to_string(UrlFailure failure) {
  return row(failure).id;
}

std::string_view explanation(UrlFailure failure) {
  return row(failure).explanation;
}

}  // namespace corsage::url
