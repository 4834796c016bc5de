#include "mistakes.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "corsage/policy/compile.hpp"
#include "corsage/report/diagnostic_text.hpp"
#include "corsage/trace/reason.hpp"
#include "severity.hpp"
#include "texts.hpp"

struct corsage_mistakes {
  struct Mistake {
    corsage_severity severity;
    std::string_view code;
    std::string message;
    corsage::Diagnostic diagnostic;
  };
  std::vector<Mistake> all;
};

namespace corsage::capi {

namespace {

void add(Diagnostics const& diagnostics, std::vector<corsage_mistakes::Mistake>& all) {
  for (auto const& diagnostic : diagnostics) {
    auto const reason = policy::reason_of(diagnostic.code);
    all.push_back({.severity = reason ? severity_of(trace::text(*reason).severity) : CORSAGE_SEVERITY_BLOCK,
                   .code = reason ? trace::to_string(*reason) : to_string(diagnostic.code),
                   .message = report::diagnostic_message(diagnostic),
                   .diagnostic = diagnostic});
  }
}

}  // namespace

std::unique_ptr<corsage_mistakes, MistakesEnd> told(Diagnostics const& mistakes, Diagnostics const& advice) {
  if (mistakes.empty() && advice.empty()) {
    return nullptr;
  }
  std::unique_ptr<corsage_mistakes, MistakesEnd> list(new corsage_mistakes);
  add(mistakes, list->all);
  add(advice, list->all);
  return list;
}

}  // namespace corsage::capi

size_t corsage_mistakes_count(corsage_mistakes const* mistakes) {
  return mistakes == nullptr ? 0 : mistakes->all.size();
}

corsage_mistake corsage_mistakes_at(corsage_mistakes const* mistakes, size_t index) {
  using corsage::capi::text_of;
  if (index >= corsage_mistakes_count(mistakes)) {
    return {};
  }
  auto const& mistake = mistakes->all[index];
  auto const& range = mistake.diagnostic.range;
  return {.severity = mistake.severity,
          .code = text_of(mistake.code),
          .message = text_of(mistake.message),
          .value = text_of(mistake.diagnostic.value),
          .line = range.line,
          .column = range.column,
          .length = range.length};
}

void corsage_mistakes_free(corsage_mistakes* mistakes) {
  delete mistakes;
}
