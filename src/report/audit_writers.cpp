#include "corsage/report/audit_writers.hpp"

#include <array>

namespace corsage::report {
namespace {

std::unique_ptr<formats::AuditWriter> markdown_of_any_look(Look const& /*look*/) {
  return audit_markdown();
}

std::unique_ptr<formats::AuditWriter> html_of_any_look(Look const& /*look*/) {
  return audit_html();
}

constexpr std::array forms{
    AuditForm{.token = "text", .words = "for terminals", .make = audit_text},
    AuditForm{.token = "markdown", .words = "for $GITHUB_STEP_SUMMARY and the like", .make = markdown_of_any_look},
    AuditForm{.token = "html", .words = "one page that needs no other file", .make = html_of_any_look},
};

}  // namespace

std::span<AuditForm const> audit_forms() {
  return forms;
}

}  // namespace corsage::report
