#pragma once

#include <cstddef>
#include <string>

#include <CLI/CLI.hpp>

namespace corsage::cli {

/// `--help` for a terminal of so many columns: no line is longer, and no word is broken.
class HelpFormatter : public CLI::Formatter {
 public:
  explicit HelpFormatter(std::size_t width);

  std::string make_description(CLI::App const* app) const override;
  std::string make_option(CLI::Option const* option, bool is_positional) const override;
  std::string make_subcommand(CLI::App const* command) const override;
  std::string make_option_opts(CLI::Option const* option) const override;

 private:
  std::string row(std::string const& name, std::string const& description) const;

  std::size_t width_;
};

}  // namespace corsage::cli
