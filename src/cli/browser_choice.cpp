#include "browser_choice.hpp"

#include "options.hpp"

#include <CLI/CLI.hpp>

namespace corsage::cli {

void add_browser_choice(CLI::App& command, fetch::Profile const*& chosen, std::string const& description,
                        std::vector<std::pair<std::string, fetch::Profile const*>> first) {
  auto choices = std::move(first);
  for (auto const* const profile : fetch::all_profiles()) {
    choices.emplace_back(profile->name, profile);
  }
  choices.emplace_back("chrome", &fetch::chromium_profile());
  choices.emplace_back("safari", &fetch::webkit_profile());
  add_choice(command, "--as", chosen, choices, description).type_name("BROWSER");
}

}  // namespace corsage::cli
