#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "corsage/explain/expectation.hpp"
#include "corsage/formats/contract_file.hpp"
#include "corsage/http/secrets.hpp"

namespace corsage::report {

/// What a page gets now.
struct SeenPage {
  enum class Result : std::uint8_t {
    allowed,     ///< in every browser
    refused,     ///< in every browser
    unclear,     ///< browsers differ, or evidence is missing
    unanswered,  ///< no answer came
  };
  url::Origin page;
  Result result = Result::unclear;
  std::vector<std::string> readable = {};   ///< besides what every page reads; in lower case
  std::string note = {};                    ///< what there is to say of it, without a full stop
  std::optional<int> error = std::nullopt;  ///< the status of the answer, where that is an error
};

/// Those of the pages that get this.
std::vector<SeenPage> those(std::vector<SeenPage> const& pages, SeenPage::Result result);

/// The first error that one of them was answered with.
std::optional<int> error_among(std::vector<SeenPage> const& pages);

/// A first contract, of what was seen: its comments say so.
class FirstContract {
 public:
  /// `asked` is the request, whoever asks. Where `secrets` are masked, places stand for those in it: `${env:TOKEN}`.
  FirstContract(url::Url server, explain::Expectation const& asked, http::Secrets secrets);

  /// Pages that are meant to ask: each is expected to get what it gets.
  void add_meant(std::vector<SeenPage> const& pages);

  /// Pages that hardly anybody means: where they are refused that is expected, and where they are not it is told.
  void add_unlikely(std::vector<SeenPage> const& pages);

  bool has_expectations() const;

  /// The variables that have to be set when it is tested: "A, B and C". Empty where none is.
  std::string variables() const;

  /// The file.
  std::string text() const;

 private:
  formats::WrittenExpectation& add_expectation(bool is_allowed, std::string const& comment, std::string const& note);
  void add_allowed(std::vector<SeenPage> pages);
  void add_refused(std::vector<SeenPage> const& pages, std::string const& comment);
  void add_unclear(std::vector<SeenPage> const& pages);

  url::Url server_;
  explain::Expectation asked_;
  std::vector<std::string> places_;  ///< of secrets: "env:TOKEN"
  std::vector<formats::WrittenExpectation> parts_;
};

}  // namespace corsage::report
