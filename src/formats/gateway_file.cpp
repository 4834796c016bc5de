#include "corsage/formats/gateway_file.hpp"

#include <cstdint>
#include <span>
#include <utility>

#include "cors_table.hpp"
#include "table_reader.hpp"
#include "take_text.hpp"
#include "toml_document.hpp"

namespace corsage::formats {
namespace {

constexpr TableMistakes codes{.not_toml = DiagnosticCode::policy_file_not_toml,
                              .character_foreign = DiagnosticCode::policy_character_foreign,
                              .key_unknown = DiagnosticCode::gateway_key_unknown,
                              .value_wrong = DiagnosticCode::gateway_value_wrong,
                              .keys_are_listed = "'corsage gateway --help' lists the keys"};

/// Reads one `[[certificate]]`.
class CertificateReader {
 public:
  CertificateReader(TomlLines const& lines, GatewayFile::Certificate& certificate, Diagnostics& mistakes)
      : lines_(lines), certificate_(certificate), mistakes_(mistakes) {}

  void read(toml::table const& table) {
    certificate_.table = lines_.range_of(table.source());
    read_table<CertificateReader>(table, keys, *this, codes, lines_, mistakes_);
  }

 private:
  static std::vector<TableKey<CertificateReader>> const keys;

  template <std::optional<WrittenText> GatewayFile::Certificate::* Text>
  bool take(toml::node const& node) {
    return take_text(node, lines_, certificate_.*Text);
  }

  TomlLines const& lines_;
  GatewayFile::Certificate& certificate_;
  Diagnostics& mistakes_;
};

std::vector<TableKey<CertificateReader>> const CertificateReader::keys{
    {"chain", &CertificateReader::take<&GatewayFile::Certificate::chain>,
     "write the name of a PEM file in quotes, as in \"fullchain.pem\""},
    {"key", &CertificateReader::take<&GatewayFile::Certificate::key>,
     "write the name of a PEM file in quotes, as in \"key.pem\""},
};
/// A table whose keys somebody chose, and whose values are texts.
bool take_named_texts(toml::node const& node, TomlLines const& lines, std::vector<NamedText>& texts) {
  auto const* const table = node.as_table();
  if (table == nullptr) {
    return false;
  }
  for (auto const& [name, value] : *table) {
    std::optional<WrittenText> text;
    if (!take_text(value, lines, text)) {
      return false;
    }
    texts.push_back(
        {.name = {.value = std::string(name.str()), .range = lines.range_of(name.source())}, .text = *std::move(text)});
  }
  return true;
}

/// Reads one `[[route]]`.
class RouteReader {
 public:
  RouteReader(TomlLines const& lines, GatewayFile::Route& route, Diagnostics& mistakes)
      : lines_(lines), route_(route), mistakes_(mistakes) {}

  void read(toml::table const& table) {
    route_.table = lines_.range_of(table.source());
    read_table<RouteReader>(table, keys, *this, codes, lines_, mistakes_);
  }

 private:
  static std::vector<TableKey<RouteReader>> const keys;

  template <std::optional<WrittenText> GatewayFile::Route::* Text>
  bool take(toml::node const& node) {
    return take_text(node, lines_, route_.*Text);
  }

  template <std::vector<WrittenText> GatewayFile::Route::* Texts>
  bool take_all(toml::node const& node) {
    return take_texts(node, lines_, route_.*Texts);
  }

  bool take_mode(toml::node const& node) {
    return take_text(node, lines_, route_.mode) && (route_.mode->value == "enforce" || route_.mode->value == "report");
  }

  bool take_refusal(toml::node const& node) {
    auto const* const word = node.as_boolean();
    route_.refuse_cross_site_writes = word != nullptr && word->get();
    return word != nullptr;
  }

  bool take_cors(toml::node const& node) {
    auto const* const word = node.as_string();
    route_.is_cors_off = word != nullptr && word->get() == "off";
    if (auto const* const table = node.as_table(); table != nullptr) {
      read_cors_table(*table, lines_, route_.cors.emplace(), route_.cors_places, mistakes_);
      return true;
    }
    return route_.is_cors_off;
  }

  template <std::vector<NamedText> GatewayFile::Route::* Texts>
  bool take_table(toml::node const& node) {
    return take_named_texts(node, lines_, route_.*Texts);
  }

  bool take_redirects(toml::node const& node) {
    return take_text(node, lines_, route_.redirects) &&
           (route_.redirects->value == "rewrite" || route_.redirects->value == "follow");
  }

  bool take_response_bytes(toml::node const& node) {
    auto const* const number = node.as_integer();
    if (number == nullptr || number->get() < 1) {
      return false;
    }
    route_.response_bytes = Written<std::uint64_t>{.value = static_cast<std::uint64_t>(number->get()),
                                                   .range = lines_.range_of(node.source())};
    return true;
  }

  bool take_private_addresses(toml::node const& node) {
    auto const* const answer = node.as_boolean();
    if (answer == nullptr) {
      return false;
    }
    route_.dangerously_allow_private_addresses = {.value = answer->get(), .range = lines_.range_of(node.source())};
    return true;
  }

  bool take_candidate(toml::node const& node) {
    auto const* const table = node.as_table();
    if (table != nullptr) {
      read_cors_table(*table, lines_, route_.candidate.emplace(), route_.candidate_places, mistakes_);
    }
    return table != nullptr;
  }

  TomlLines const& lines_;
  GatewayFile::Route& route_;
  Diagnostics& mistakes_;
};

std::vector<TableKey<RouteReader>> const RouteReader::keys{
    {"name", &RouteReader::take<&GatewayFile::Route::name>, "write a name in quotes, for logs and metrics"},
    {"host", &RouteReader::take<&GatewayFile::Route::host>, "write a host in quotes, as in \"api.example.com\""},
    {"path", &RouteReader::take<&GatewayFile::Route::path>, "write a path in quotes, as in \"/api\""},
    {"methods", &RouteReader::take_all<&GatewayFile::Route::methods>, "write a list of methods, as in [\"GET\"]"},
    {"to", &RouteReader::take_all<&GatewayFile::Route::to>,
     "write a URL in quotes, or a list of them, as in \"http://127.0.0.1:3000\""},
    {"ca", &RouteReader::take<&GatewayFile::Route::ca>,
     "write the name of a PEM file in quotes, as in \"authorities.pem\""},
    {"mode", &RouteReader::take_mode, "write \"enforce\" or \"report\""},
    {"refuse_cross_site_writes", &RouteReader::take_refusal, "write true or false"},
    {"cors", &RouteReader::take_cors, "write \"off\", or the table [route.cors] with the keys of a policy"},
    {"relay", &RouteReader::take<&GatewayFile::Route::relay>,
     "write the API's URL in quotes, as in \"https://api.example.com/v1\""},
    {"paths", &RouteReader::take_all<&GatewayFile::Route::paths>,
     "write a list of paths below the route's, as in [\"/current\"]"},
    {"pass", &RouteReader::take_all<&GatewayFile::Route::pass>,
     "write a list of header names that would not go through, as in [\"cookie\"]"},
    {"redirects", &RouteReader::take_redirects, "write \"rewrite\" or \"follow\""},
    {"rate", &RouteReader::take_table<&GatewayFile::Route::rates>,
     "write { client = \"10/s\", route = \"100/s\" }, or one of both"},
    {"cache", &RouteReader::take<&GatewayFile::Route::cache>, "write a size in quotes, as in \"16MiB\""},
    {"response_bytes", &RouteReader::take_response_bytes, "write a number of bytes, 1 or more"},
    {"secrets", &RouteReader::take_table<&GatewayFile::Route::secrets>,
     "write the table [route.secrets], and below it a header's name and where its value is, as in "
     "Authorization = \"Bearer ${env:API_KEY}\""},
    {"dangerously_allow_private_addresses", &RouteReader::take_private_addresses, "write true or false"},
    {"candidate", &RouteReader::take_candidate, "write the table [route.candidate] with the keys of a policy"},
};

/// Reads the document.
class GatewayReader {
 public:
  GatewayReader(TomlLines const& lines, GatewayFile& file, Diagnostics& mistakes)
      : lines_(lines), file_(file), mistakes_(mistakes) {}

  void read(toml::table const& document) {
    read_table<GatewayReader>(document, keys, *this, codes, lines_, mistakes_);
    if (auto const cors = document.find("cors"); cors != document.end()) {
      tell_where_policies_stand(lines_.range_of(cors->first.source()));
    }
  }

 private:
  static std::vector<TableKey<GatewayReader>> const keys;

  /// Who has a policy's file, or what was learnt, is told what else it wants to be a gateway's.
  void tell_where_policies_stand(SourceRange const& range) {
    for (auto& mistake : mistakes_) {
      if (mistake.code == codes.key_unknown && mistake.range == range) {
        mistake.expected =
            "[cors] is the table of a policy; in a gateway's file it stands as [route.cors] below a [[route]]";
      }
    }
  }

  bool take_listen(toml::node const& node) { return take_texts(node, lines_, file_.listen); }

  bool take_user(toml::node const& node) { return take_text(node, lines_, file_.user); }

  bool take_certificates(toml::node const& node) {
    auto const* const certificates = node.as_array();
    if (certificates == nullptr || !certificates->is_array_of_tables()) {
      return false;
    }
    for (auto const& certificate : *certificates) {
      CertificateReader(lines_, file_.certificates.emplace_back(), mistakes_).read(*certificate.as_table());
    }
    return true;
  }
  bool take_trusted_proxies(toml::node const& node) { return take_texts(node, lines_, file_.trusted_proxies); }

  bool take_threads(toml::node const& node) {
    auto const* const number = node.as_integer();
    if (number == nullptr || number->get() < 1 || number->get() > 1024) {
      return false;
    }
    file_.threads = Written<std::uint64_t>{.value = static_cast<std::uint64_t>(number->get()),
                                           .range = lines_.range_of(node.source())};
    return true;
  }

  template <std::optional<WrittenText> GatewayFile::* Text>
  bool take(toml::node const& node) {
    return take_text(node, lines_, file_.*Text);
  }

  bool take_public_admin(toml::node const& node) {
    auto const* const boolean = node.as_boolean();
    file_.dangerously_public_admin = boolean != nullptr && boolean->get();
    return boolean != nullptr;
  }

  bool take_limits(toml::node const& node) {
    auto const* const table = node.as_table();
    if (table == nullptr) {
      return false;
    }
    for (auto const& [name, value] : *table) {
      auto const number = value.value<double>();
      if (!number || *number < 0) {
        mistakes_.push_back({.code = codes.value_wrong,
                             .value = fmt::format("the value of {}", name.str()),
                             .expected = "write a number, in bytes or seconds",
                             .range = lines_.range_of(value.source())});
        continue;
      }
      file_.limits.push_back(
          {.key = std::string(name.str()), .value = *number, .range = lines_.range_of(name.source())});
    }
    return true;
  }

  bool take_routes(toml::node const& node) {
    auto const* const routes = node.as_array();
    if (routes == nullptr || !routes->is_array_of_tables()) {
      return false;
    }
    for (auto const& route : *routes) {
      RouteReader(lines_, file_.routes.emplace_back(), mistakes_).read(*route.as_table());
    }
    return true;
  }

  TomlLines const& lines_;
  GatewayFile& file_;
  Diagnostics& mistakes_;
};

std::vector<TableKey<GatewayReader>> const GatewayReader::keys{
    {"listen", &GatewayReader::take_listen,
     "write an address and a port in quotes, as in \"127.0.0.1:8080\" or \"https://0.0.0.0:443\""},
    {"admin", &GatewayReader::take<&GatewayFile::admin>,
     "write a loopback address and a port in quotes, as in \"127.0.0.1:9090\""},
    {"dangerously_public_admin", &GatewayReader::take_public_admin, "write true or false"},
    {"access_log", &GatewayReader::take<&GatewayFile::access_log>,
     "write a path in quotes, or \"-\" for standard output"},
    {"threads", &GatewayReader::take_threads, "write a number from 1 to 1024; one for each processor is usual"},
    {"user", &GatewayReader::take_user, "write the name of a user in quotes, as in \"corsage\""},
    {"certificate", &GatewayReader::take_certificates,
     "write [[certificate]] on a line of its own, and chain and key below it"},
    {"trusted_proxies", &GatewayReader::take_trusted_proxies,
     "write a list of addresses or networks in quotes, as in [\"10.0.0.0/8\", \"::1\"]"},
    {"limits", &GatewayReader::take_limits, "write the table [limits], and the limits below it"},
    {"route", &GatewayReader::take_routes, "write [[route]] on a line of its own, and its keys below it"},
};

}  // namespace

GatewayFile read_gateway_file(std::string_view text, std::string_view name) {
  GatewayFile file;
  file.mistakes =
      read_toml_document(text, name, codes, expected_of_cors_key,
                         [&file](toml::table const& document, TomlLines const& lines, Diagnostics& mistakes) {
                           GatewayReader(lines, file, mistakes).read(document);
                         });
  return file;
}

}  // namespace corsage::formats
