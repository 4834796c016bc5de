#include <algorithm>
#include <cctype>
#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "manners/source_tree.hpp"

#include <gtest/gtest.h>

namespace corsage::manners {
namespace {

constexpr std::size_t most_lines = 500;

TEST(Files, AreNoLongerThanOneTypeOrOneAlgorithm) {
  for (auto const& file : all_code()) {
    if (file.extension() != ".def") {
      EXPECT_LE(lines(content(file)).size(), most_lines) << file;
    }
  }
}

TEST(Files, HoldAsciiOnlyButWhereATextNeedsMore) {
  std::set<std::string> const need_more = {
      "src/explain/console_firefox.cpp",  // Firefox's own quotation marks
      "src/report/terminal_text.cpp",     // marks and rules
      "src/report/reason_page.cpp",
  };
  for (auto const& file : all_code()) {
    if (room_of(file).empty()) {
      continue;  // tests quote what the world says
    }
    auto const text = content(file);
    bool const is_ascii = std::ranges::all_of(text, [](char byte) { return static_cast<unsigned char>(byte) < 0x80; });
    EXPECT_NE(is_ascii, need_more.contains(file.string())) << file;
  }
}

TEST(Files, LeaveNothingOpen) {
  // Put together here, so that this file does not hold them.
  std::set<std::string> const marks = {std::string("TO") + "DO", std::string("FIX") + "ME", std::string("XX") + "X",
                                       std::string("HA") + "CK", std::string("GTEST_") + "SKIP"};
  for (auto const& file : all_code()) {
    std::string word;
    for (char const byte : content(file)) {
      if (std::isalnum(static_cast<unsigned char>(byte)) != 0 || byte == '_') {
        word.push_back(byte);
        continue;
      }
      EXPECT_FALSE(marks.contains(word) || word.starts_with(std::string("DISABLED") + "_")) << file << " " << word;
      word.clear();
    }
  }
}

TEST(Files, AreNamedForWhatTheyHold) {
  // Words that say nothing about a file's content.
  std::vector<std::string> const empty_words = {"util", "utils",  "helper",  "helpers",
                                                "misc", "common", "manager", "stuff"};
  for (auto const& file : all_code()) {
    auto const name = file.stem().string();
    EXPECT_TRUE(std::ranges::all_of(name, [](char byte) {
      return std::islower(static_cast<unsigned char>(byte)) != 0 ||
             std::isdigit(static_cast<unsigned char>(byte)) != 0 || byte == '_';
    })) << file;
    for (auto const& word : empty_words) {
      EXPECT_FALSE(("_" + name + "_").find("_" + word + "_") != std::string::npos) << file;
    }
  }
}

TEST(Files, HeadersAreReadOnce) {
  for (auto const& file : all_code()) {
    if (file.extension() == ".hpp") {
      EXPECT_TRUE(content(file).starts_with("#pragma once\n")) << file;
    }
  }
}

TEST(Files, IncludeWhatOnlySomeStandardLibrariesBringAlong) {
  struct Need {
    std::string word;
    std::string header;
  };
  std::vector<Need> const needs = {
      {"uint8_t", "<cstdint>"},        {"uint16_t", "<cstdint>"},       {"uint32_t", "<cstdint>"},
      {"uint64_t", "<cstdint>"},       {"int64_t", "<cstdint>"},        {"int32_t", "<cstdint>"},
      {"ranges::find", "<algorithm>"}, {"ranges::sort", "<algorithm>"},
  };
  for (auto const& file : all_code()) {
    auto const text = content(file);
    for (auto const& [word, header] : needs) {
      if (text.find("std::" + word) != std::string::npos) {
        EXPECT_NE(text.find("#include " + header), std::string::npos) << file << " uses std::" << word;
      }
    }
  }
}

}  // namespace
}  // namespace corsage::manners
