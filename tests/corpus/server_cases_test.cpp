#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "fact_checks.hpp"
#include "server_fact.hpp"
#include "support/compressed_lines.hpp"
#include "support/figure.hpp"

#include <gtest/gtest.h>

/// 273 facts of what other servers' CORS layers allow, answer and refuse to be told (tests/data/README.md). What a browser
/// makes of an answer is the same here; the headers are too, where corsage's settings can say them; and what differs
/// stands in one table.
namespace corsage::tests {
namespace {

using Words = std::vector<std::string_view>;

/// Where corsage differs on purpose: in each of the cases, in all of these words.
struct KnownDifference {
  std::string_view why;
  Words words;
  Words cases;
};

std::vector<KnownDifference> const known_differences{
    // Answers.
    {.why = "an answer to OPTIONS depends on Origin like any other, and says so: not every cache leaves OPTIONS alone",
     .words = {"also vary"},
     .cases = {"jub0bs-0024", "jub0bs-0025", "jub0bs-0026", "jub0bs-0029", "jub0bs-0030", "jub0bs-0031",
               "jub0bs-0032", "jub0bs-0034", "jub0bs-0035", "jub0bs-0039", "jub0bs-0042", "jub0bs-0043",
               "jub0bs-0044", "jub0bs-0046", "jub0bs-0047", "jub0bs-0048", "jub0bs-0068", "jub0bs-0089",
               "jub0bs-0090", "jub0bs-0093", "jub0bs-0102", "jub0bs-0136", "jub0bs-0137", "jub0bs-0138",
               "jub0bs-0139", "jub0bs-0140", "jub0bs-0141", "jub0bs-0142"}},
    {.why = "the same, where Vary names something already",
     .words = {"vary"},
     .cases = {"jub0bs-0018", "jub0bs-0066", "jub0bs-0067", "jub0bs-0070", "jub0bs-0074", "jub0bs-0076", "jub0bs-0077",
               "jub0bs-0079", "jub0bs-0081", "jub0bs-0084", "jub0bs-0087", "jub0bs-0088", "jub0bs-0101"}},
    {.why = "there is no debug mode that tells a refused preflight part of the policy: the decision's reason tells why",
     .words = {"status", "access-control-allow-origin", "access-control-allow-credentials"},
     .cases = {"jub0bs-0046", "jub0bs-0047", "jub0bs-0048", "jub0bs-0136", "jub0bs-0138"}},
    {.why = "... and no list of the headers that would be allowed",
     .words = {"access-control-allow-headers", "access-control-max-age"},
     .cases = {"jub0bs-0048"}},
    {.why = "more than sixteen empty elements, which no browser sends, are too many whatever the policy lists",
     .words = {"status", "access-control-allow-origin", "access-control-allow-credentials",
               "access-control-allow-headers", "access-control-max-age", "verdict with credentials omit",
               "verdict with credentials include"},
     .cases = {"jub0bs-0042", "jub0bs-0044"}},
    {.why = "a preflight for what needs no leave is allowed, also by a policy that lists no methods and no headers",
     .words = {"status", "also access-control-allow-origin", "verdict with credentials omit"},
     .cases = {"jub0bs-0076"}},
    {.why = "OPTIONS without Access-Control-Request-Method is no preflight: upstream answers it",
     .words = {"answered by"},
     .cases = {"expressjs-0395", "expressjs-0399", "expressjs-0401", "expressjs-0402", "expressjs-0416",
               "expressjs-0417", "expressjs-0418", "expressjs-0421", "expressjs-0427", "expressjs-0428",
               "expressjs-0440"}},
    {.why = "a preflight never reaches upstream", .words = {"answered by"}, .cases = {"rs-0380"}},

    // Configurations.
    {.why = "browsers refuse `*` with credentials, so it is a mistake; by its dangerous key it means every origin",
     .words = {"no such policy"},
     .cases = {"expressjs-0425", "rs-0359", "rs-0387"}},
    {.why = "origins are patterns that can be compared, not code",
     .words = {"no such policy"},
     .cases = {"rs-0364", "rs-0366", "rs-0367"}},
    {.why = "a policy that allows nobody is no policy", .words = {"no such policy"}, .cases = {"expressjs-0413"}},
    {.why = "a wildcard stands for whole labels of a host", .words = {"no such policy"}, .cases = {"rs-0392"}},
    {.why = "`*` beside others is a mistake: one of them was not meant",
     .words = {"refused: policy_everybody_not_alone"},
     .cases = {"jub0bs-0148"}},
    {.why = "the same for methods, request headers and response headers",
     .words = {"refused: policy_wildcard_not_alone"},
     .cases = {"jub0bs-0150", "jub0bs-0153", "jub0bs-0154"}},
    {.why = "a method in a case that no page sends is a mistake",
     .words = {"refused: policy_method_case"},
     .cases = {"jub0bs-0151"}},
    {.why = "a max_age that browsers cap is worth a warning: it does no harm",
     .words = {"accepted"},
     .cases = {"jub0bs-0171"}},
    {.why = "`*` covers authorization too: it is not named beside it",
     .words = {"normalized request headers"},
     .cases = {"jub0bs-0144"}},
    {.why = "what is redundant is kept as it was written, with a note or a warning",
     .words = {"normalized origins", "normalized methods"},
     .cases = {"jub0bs-0147"}},
    {.why = "the same for response headers that are readable anyway",
     .words = {"normalized response headers"},
     .cases = {"jub0bs-0149"}},

    // Origins.
    {.why = "`**.` is how any depth is written", .words = {"valid"}, .cases = {"jub0bs-0251"}},
    {.why = "by the URL standard it is a host like any other, and written so",
     .words = {"valid"},
     .cases = {"jub0bs-0242"}},
    {.why = "behind a wildcard for any depth there is room for two labels",
     .words = {"not valid"},
     .cases = {"jub0bs-0182"}},
    {.why = "null is an origin: it is refused by name, not as malformed", .words = {"read"}, .cases = {"jub0bs-0300"}},
    {.why = "the limit is one on the whole origin, 512 bytes: a host that is too long is refused as a stranger's",
     .words = {"read"},
     .cases = {"jub0bs-0337"}},

    // Requested headers.
    {.why = "eight bytes of white space may surround a name, not two: hand-written requests are answered too",
     .words = {"rejects x-foo   ", "rejects  x-foo  ", "rejects   x-foo ", "rejects  x-foo\t\t", "rejects \tx-foo\t\t",
               "rejects \t\tx-foo\t\t"},
     .cases = {"jub0bs-0353"}},
    {.why = "the same beside other names",
     .words = {"rejects  x-bar  ", "rejects   x-baz ", "rejects    x-foo", "rejects  x-bar\t\t,x-baz",
               "rejects x-bar,\tx-foo\t\t", "rejects \t\tx-baz, x-foo\t\t", "rejects  x-bar\t,\tx-baz\t ,x-foo"},
     .cases = {"jub0bs-0354"}},
    {.why = "names may come in any order: hand-written requests are answered too",
     .words = {"rejects x-foo|x-bar"},
     .cases = {"jub0bs-0354", "jub0bs-0355"}},
    {.why = "a name may stand there again: Firefox repeats it",
     .words = {"rejects x-bar,x-baz,x-baz"},
     .cases = {"jub0bs-0354"}},
};

using Differences = std::map<std::string, std::set<std::string>, std::less<>>;

Differences known() {
  Differences differences;
  for (auto const& row : known_differences) {
    for (auto const id : row.cases) {
      for (auto const word : row.words) {
        bool const is_new = differences[std::string(id)].emplace(word).second;
        EXPECT_TRUE(is_new) << id << ": " << word << " stands there twice";
      }
    }
  }
  return differences;
}

bool touches_verdict(std::set<std::string> const& differences) {
  return std::ranges::any_of(
      differences, [](std::string const& words) { return words.starts_with("verdict") || words == "no such policy"; });
}

TEST(ServerCases, HoldButForWhatIsListed) {
  auto expected = known();
  std::size_t facts = 0;
  std::size_t holding = 0;
  std::size_t answers = 0;
  std::size_t same_verdicts = 0;
  simdjson::dom::parser parser;
  for (auto const& line : compressed_lines("server-cases.jsonl.gz")) {
    simdjson::dom::element const fact = parser.parse(line);
    auto const id = string_of(fact, "id").value();
    auto const found = differences_from(fact);
    std::set<std::string> const differences(found.begin(), found.end());
    EXPECT_EQ(differences, expected[id]) << id;
    expected.erase(id);
    ++facts;
    holding += differences.empty() ? 1U : 0U;
    if (string_of(fact, "kind") == "http") {
      ++answers;
      same_verdicts += touches_verdict(differences) ? 0U : 1U;
    }
  }
  EXPECT_EQ(facts, 273U);
  for (auto const& [id, differences] : expected) {
    ADD_FAILURE() << id << " is no fact";
  }
  test::tell_figure("facts of other servers' CORS layers that hold here too, each other with its reason",
                    test::of(holding, facts));
  test::tell_figure("answers of other servers' CORS layers on which browsers' verdict is the same here",
                    test::of(same_verdicts, answers));
}

}  // namespace
}  // namespace corsage::tests
