#pragma once

#include <string>
#include <utility>
#include <vector>

#include "corsage/fetch/profile.hpp"

namespace CLI {
class App;
}

namespace corsage::cli {

/// `--as BROWSER`: the profiles by their names, and by those of the products; `first` before them.
void add_browser_choice(CLI::App& command, fetch::Profile const*& chosen, std::string const& description,
                        std::vector<std::pair<std::string, fetch::Profile const*>> first = {});

}  // namespace corsage::cli
