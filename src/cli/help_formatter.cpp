#include "help_formatter.hpp"

#include "corsage/report/terminal_text.hpp"

namespace corsage::cli {
namespace {

constexpr std::size_t name_indent = 2;
constexpr std::size_t description_column = 28;

}  // namespace

HelpFormatter::HelpFormatter(std::size_t width) : width_(width) {
  label("OPTIONS", "options");
  label("SUBCOMMAND", "COMMAND");
  label("Positionals", "Arguments");
}

std::string HelpFormatter::make_description(CLI::App const* app) const {
  report::TerminalText text({.width = width_});
  text.paragraph({{app->get_description()}});
  return text.str();
}

std::string HelpFormatter::make_option(CLI::Option const* option, bool is_positional) const {
  auto const name = make_option_name(option, is_positional);
  return row(is_positional ? name : name + make_option_opts(option), make_option_desc(option));
}

std::string HelpFormatter::make_subcommand(CLI::App const* command) const {
  return row(command->get_name(), command->get_description());
}

/// What its value is called; what it goes together with is said when it is used otherwise.
std::string HelpFormatter::make_option_opts(CLI::Option const* option) const {
  bool const has_value = option->get_type_size() != 0 && !option->get_type_name().empty();
  return has_value ? " " + option->get_type_name() : std::string();
}

std::string HelpFormatter::row(std::string const& name, std::string const& description) const {
  report::TerminalText text({.width = width_});
  report::Span const indented{std::string(name_indent, ' ') + name};
  if (report::display_width(indented.text) >= description_column) {
    text.line({indented});
    text.paragraph({{description}}, {.first = {{std::string(description_column, ' ')}}, .columns = description_column});
  } else {
    text.paragraph({{description}}, {.first = {indented}, .columns = description_column});
  }
  return text.str();
}

}  // namespace corsage::cli
