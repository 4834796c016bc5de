// corsage audit against the lab over HTTP and TLS: the same findings as without sockets.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "end_to_end/program.hpp"
#include "end_to_end/readme.hpp"
#include "support/certificate.hpp"
#include "support/lab_http.hpp"
#include "support/temporary_directory.hpp"

#include <gtest/gtest.h>
#include <simdjson.h>

namespace corsage::test {
namespace {

using Ids = std::multiset<std::string>;

std::string_view host_of(std::string_view url) {
  auto const start = url.find("://") + 3;
  return url.substr(start, url.find_first_of(":/", start) - start);
}

std::string origin_of(std::string const& url) {
  return url.substr(0, url.find('/', url.find("://") + 3));
}

bool is_https(LabRow const& row) {
  return row.url.starts_with("https:");
}

/// Names that a resolver can be told of. Addresses stay what they are, and what they mean is asked of them without sockets.
/// A bare carriage return is none of HTTP's: the server's parser refuses it. A server that is overloaded is asked again
/// until it answers. What is the resource's own origin is none any more at another port.
bool can_be_served(LabRow const& row) {
  auto const host = host_of(row.url);
  bool const is_overloaded = row.server.unauthorized && row.server.unauthorized->status == 503;
  bool const trusts_itself = std::ranges::find(row.trusted_origins, origin_of(row.url)) != row.trusted_origins.end();
  return host.find_first_not_of("0123456789.") != host.npos && !host.starts_with('[') && host != "localhost" &&
         row.server.echo != Echo::splits_at_return && !is_overloaded && !trusts_itself;
}

/// What one run audits: all that the command line says of each.
Process::Arguments options_of(LabRow const& row) {
  Process::Arguments options;
  auto const add = [&](std::string const& name, std::string const& value) {
    options.push_back(name);
    options.push_back(value);
  };
  // A page of the resource's own is meant where nobody is named; here it has no port.
  for (auto const& origin : row.trusted_origins.empty() ? std::vector{origin_of(row.url)} : row.trusted_origins) {
    add("--trusted-origin", origin);
  }
  for (auto const& [name, value] : row.headers) {
    add("--header", name + ": " + value);
  }
  if (row.method != "GET") {
    add("--method", row.method);
    options.emplace_back("--send-unsafe");
  }
  if (row.preflight_method) {
    add("--preflight-method", *row.preflight_method);
  }
  return options;
}

struct Served {
  LabRow const* row = nullptr;
  std::string url;
};

using Runs = std::map<Process::Arguments, std::vector<Served>>;

Runs runs_of(std::vector<LabRow> const& rows, LabHttp const& server) {
  Runs runs;
  for (std::size_t number = 0; number < rows.size(); ++number) {
    auto const& row = rows[number];
    if (can_be_served(row)) {
      runs[options_of(row)].push_back(
          {.row = &row, .url = url_at(row, number, is_https(row) ? server.tls_port() : server.port())});
    }
  }
  return runs;
}

Process::Arguments command_line(Process::Arguments const& options, std::vector<Served> const& served,
                                Certificate const& certificate) {
  Process::Arguments arguments = {"audit", "--json", "--rate", "unlimited", "--cacert", certificate.certificate,
                                  "-i",    "-"};
  arguments.insert(arguments.end(), options.begin(), options.end());
  std::set<std::string> authorities;
  for (auto const& [row, url] : served) {
    auto const host = std::string(host_of(url));
    auto const port = url.substr(url.find(':', url.find("://") + 3) + 1);
    authorities.insert(host + ':' + port.substr(0, port.find('/')) + ":127.0.0.1");
  }
  for (auto const& authority : authorities) {
    arguments.emplace_back("--resolve");
    arguments.push_back(authority);
  }
  return arguments;
}

struct Found {
  Ids ids = {};
  std::size_t requests = 0;
};

/// By URL.
std::map<std::string, Found, std::less<>> found_in(std::string const& output) {
  std::map<std::string, Found, std::less<>> found;
  simdjson::dom::parser parser;
  for (auto const target : parser.parse(output)["targets"].get_array()) {
    auto& [ids, requests] = found[std::string(std::string_view(target["url"]))];
    requests = std::uint64_t(target["requests"]);
    for (auto const finding : target["findings"].get_array()) {
      ids.emplace(std::string_view(finding["id"]));
    }
  }
  return found;
}

/// To one URL, for one trusted origin.
struct Requests {
  std::size_t least = std::numeric_limits<std::size_t>::max();
  std::size_t most = 0;
};

Requests check(std::vector<LabRow> const& rows) {
  Requests requests;
  TemporaryDirectory const directory;
  std::set<std::string> names;
  std::string all_names = "DNS:localhost";
  for (auto const& row : rows) {
    if (can_be_served(row) && names.emplace(host_of(row.url)).second) {
      all_names.append(",DNS:").append(host_of(row.url));
    }
  }
  auto const certificate = make_certificate(directory, {.names = all_names});
  LabHttp const server(rows, {.certificate = certificate.certificate, .private_key = certificate.key});
  for (auto const& [options, served] : runs_of(rows, server)) {
    std::string list;
    for (auto const& each : served) {
      list += each.url + '\n';
    }
    auto const ending = corsage(command_line(options, served, certificate), list);
    auto const found = found_in(ending.output);
    for (auto const& [row, url] : served) {
      SCOPED_TRACE(row->name);
      Ids expected;
      for (auto const& finding : row->expect) {
        expected.insert(finding.id);
      }
      auto const of_row = found.find(url);
      if (of_row == found.end()) {
        ADD_FAILURE() << ending.error;
        continue;
      }
      EXPECT_EQ(of_row->second.ids, expected);
      if (row->trusted_origins.size() < 2) {
        requests.least = std::min(requests.least, of_row->second.requests);
        requests.most = std::max(requests.most, of_row->second.requests);
      }
    }
  }
  return requests;
}

TEST(AuditCommand, FindsInTheLabWhatEachRowSays) {
  auto const requests = check(read_lab(CORSAGE_TEST_DATA "/audit-lab.jsonl"));
  // In whole tens.
  auto const told =
      std::to_string(requests.least / 10 * 10) + " to " + std::to_string((requests.most + 9) / 10 * 10) + " requests";
  EXPECT_NE(readme_section("Find it before an attacker does").find(told), std::string::npos) << told;
  EXPECT_NE(corsage({"audit", "--help"}).output.find(told), std::string::npos) << told;
}

TEST(AuditCommand, FindsItAtServersThatWereHeldOut) {
  check(read_lab(CORSAGE_TEST_DATA "/audit-lab-held-out.jsonl"));
}

}  // namespace
}  // namespace corsage::test
