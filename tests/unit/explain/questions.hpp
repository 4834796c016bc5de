#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "corsage/explain/console.hpp"
#include "scripted.hpp"

namespace corsage::explain {

/// One line of tests/data/questions.jsonl.
struct Question {
  std::string id;
  std::string page_origin;
  fetch::Request request;
  std::vector<scripted::Rule> server = {};
  Interests interests = {};
  /// Where Local Network Access is the question: the page's and the target's networks are known.
  bool is_of_local_network_access = false;
  bool is_permission_denied = false;

  std::set<std::string> codes = {};
  std::map<Browser, std::set<std::string>> codes_of_browser = {};  ///< where a browser's differ
  std::map<Browser, std::string> console = {};
  std::map<Browser, std::string> js_error = {};
  std::optional<std::string> chrome_cors_error = {};
};

std::vector<Question> read_questions(std::string const& path);

}  // namespace corsage::explain
