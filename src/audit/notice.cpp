#include "corsage/audit/notice.hpp"

#include <array>
#include <cstddef>

#include "corsage/base/joined.hpp"

namespace corsage::audit {
namespace {

struct NoticeText {
  std::string_view token;
  std::string_view words;
};

constexpr std::array rows{
#define CORSAGE_NOTICE(id, token, words) NoticeText{token, words},
#include "corsage/audit/notices.def"
#undef CORSAGE_NOTICE
};

NoticeText const& text(NoticeKind kind) {
  return rows[static_cast<std::size_t>(kind)];
}

}  // namespace

std::string_view to_string(NoticeKind kind) {
  return text(kind).token;
}

std::string words(Notice const& notice) {
  constexpr std::string_view placeholder = "{values}";
  std::string sentence(text(notice.kind).words);
  if (auto const place = sentence.find(placeholder); place != std::string::npos) {
    sentence.replace(place, placeholder.size(), joined(notice.values));
  }
  return sentence;
}

bool is_of_the_unknown(Notice const& notice) {
  return notice.kind == NoticeKind::answered_error || notice.kind == NoticeKind::answered_redirect ||
         notice.kind == NoticeKind::needs_credentials;
}

}  // namespace corsage::audit
