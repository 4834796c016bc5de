#include "corsage/formats/contract_file.hpp"

#include <utility>

#include "contract_expectation.hpp"
#include "contract_mistakes.hpp"
#include "contract_secrets.hpp"
#include "cors_table.hpp"
#include "corsage/url/url_argument.hpp"
#include "table_reader.hpp"
#include "take_text.hpp"
#include "toml_document.hpp"

namespace corsage::formats {
namespace {

/// Reads the document.
class ContractReader {
 public:
  ContractReader(TomlLines const& lines, FillPlaces const& fill, ContractFile& file, Diagnostics& mistakes)
      : lines_(lines), fill_(fill), file_(file), mistakes_(mistakes) {}

  void read(toml::table const& document) {
    read_table<ContractReader>(document, keys, *this, contract_mistakes, lines_, mistakes_);
    bool const is_empty = document.find("expect") == document.end() && mistakes_.empty();
    if (is_empty) {
      mistakes_.push_back({.code = DiagnosticCode::contract_empty, .range = lines_.nowhere()});
    }
    if (auto const cors = document.find("cors"); cors != document.end()) {
      tell_what_policies_are_for(lines_.range_of(cors->first.source()));
    }
  }

 private:
  static std::vector<TableKey<ContractReader>> const keys;

  /// Who gives the policy in the contract's place is told where it belongs.
  void tell_what_policies_are_for(SourceRange const& range) {
    for (auto& mistake : mistakes_) {
      if (mistake.code == contract_mistakes.key_unknown && mistake.range == range) {
        mistake.expected = "[cors] is the table of a policy file, which --policy FILE has tested";
      }
    }
  }

  bool take_server(toml::node const& node) {
    std::optional<WrittenText> text;
    if (!take_text(node, lines_, text)) {
      return false;
    }
    if (auto server = read_contract_server(text->value)) {
      file_.contract.at = *std::move(server);
    } else {
      for (auto& mistake : server.error()) {
        mistake.range = text->range;
        mistakes_.push_back(std::move(mistake));
      }
    }
    return true;
  }

  bool take_expectations(toml::node const& node) {
    auto const* const expectations = node.as_array();
    if (expectations == nullptr || !expectations->is_array_of_tables()) {
      return false;
    }
    for (auto const& expectation : *expectations) {
      auto const& table = *expectation.as_table();
      file_.contract.expectations.push_back(read_expectation(table, lines_, fill_, mistakes_));
      file_.places.push_back(lines_.range_of(table.source()));
    }
    return true;
  }

  TomlLines const& lines_;
  FillPlaces const& fill_;
  ContractFile& file_;
  Diagnostics& mistakes_;
};

std::vector<TableKey<ContractReader>> const ContractReader::keys{
    {"at", &ContractReader::take_server, "write the server's URL in quotes, as in \"https://api.example.com\""},
    {"expect", &ContractReader::take_expectations,
     "write [[expect]] on a line of its own, and below it from, request and allowed"},
};

}  // namespace

Result<url::Url> read_contract_server(std::string_view text) {
  auto const refuse = [text](std::string_view why) {
    return failure(
        {.code = DiagnosticCode::contract_server_invalid, .value = std::string(text), .expected = std::string(why)});
  };
  auto server = url::parse_url_argument(text);
  if (!server) {
    return refuse(server.error().front().expected);
  }
  if (!server->has_http_scheme()) {
    return refuse("its scheme is neither http nor https");
  }
  if (server->includes_credentials()) {
    return refuse("no page's fetch() takes a URL with a user or a password");
  }
  return server->query() || server->fragment() ? refuse("a query belongs into 'request'") : std::move(server);
}

ContractFile read_contract_file(std::string_view text, std::string_view name, FillPlaces const& fill) {
  ContractFile file;
  file.mistakes = read_toml_document(
      text, name, contract_mistakes, expected_of_cors_key,
      [&file, &fill](toml::table const& document, TomlLines const& lines, Diagnostics& mistakes) {
        ContractReader(lines, fill, file, mistakes).read(document);
      },
      without_contract_secrets);
  return file;
}

}  // namespace corsage::formats
