#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace corsage::audit {

/// What an audit says besides its findings: how far it can be relied on. The table is notices.def.
enum class NoticeKind : std::uint8_t {
#define CORSAGE_NOTICE(id, token, words) id,
#include "corsage/audit/notices.def"
#undef CORSAGE_NOTICE
};

/// The row's token.
std::string_view to_string(NoticeKind kind);

/// Something said. Values are as the target or the server has them.
struct Notice {
  NoticeKind kind{};
  std::vector<std::string> values = {};

  bool operator==(Notice const&) const = default;
};

/// In words, a sentence.
std::string words(Notice const& notice);

/// Whether it says that the resource itself was not seen, so that what was not found may be there.
bool is_of_the_unknown(Notice const& notice);

}  // namespace corsage::audit
