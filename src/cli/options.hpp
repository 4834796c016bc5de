#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>

namespace corsage::cli {

/// Refuses what is not one of `names`, and says which is probably meant, or which there are: many in a list of lines.
CLI::Validator one_of(std::vector<std::string> names);

/// Refuses what is not a whole number from `least` to `most`.
CLI::Validator whole_number(std::uint64_t least, std::uint64_t most);

/// An option whose value is one of a few words, each standing for a value.
template <typename Value>
CLI::Option& add_choice(CLI::App& command, std::string const& name, Value& chosen,
                        std::vector<std::pair<std::string, Value>> const& choices, std::string const& description) {
  std::vector<std::string> words;
  words.reserve(choices.size());
  for (auto const& [word, value] : choices) {
    words.push_back(word);
  }
  auto const choose = [&chosen, choices](std::string const& word) {
    for (auto const& [known, value] : choices) {
      if (known == word) {
        chosen = value;
      }
    }
  };
  CLI::Option& option = *command.add_option_function<std::string>(name, choose, description);
  option.check(one_of(std::move(words)));
  return option;
}

}  // namespace corsage::cli
