#include "fetch_service.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <utility>

#include "cache_changes.hpp"
#include "corsage/formats/json_writer.hpp"
#include "corsage/report/error_line.hpp"
#include "corsage/report/masking.hpp"
#include "corsage/transport/session_driver.hpp"
#include "fetch_text.hpp"
#include "input_line.hpp"

#include <poll.h>

namespace corsage::cli {
namespace {

/// More wait in the pipe: descriptors are few.
constexpr std::size_t most_under_way = 128;

bool has_input(int descriptor) {
  pollfd waiting{.fd = descriptor, .events = POLLIN, .revents = 0};
  return ::poll(&waiting, 1, 0) > 0;
}

}  // namespace

ExitStatus FetchService::serve(int descriptor) {
  LineBlocks input(descriptor);
  LineBlock block;
  bool is_open = true;
  while (!output_.is_closed() && (is_open || !under_way_.empty())) {
    bool const reads = is_open && under_way_.size() < most_under_way;
    if (reads && (under_way_.empty() || has_input(descriptor))) {
      is_open = input.next(block);
      if (is_open) {
        read_block(block);
      }
    }
    if (!under_way_.empty()) {
      auto const awaited = std::span(&descriptor, reads && is_open ? 1U : 0U);
      for (auto& finished : transport_.wait(awaited)) {
        receive(std::move(finished));
      }
    }
  }
  return saw_mistake_ || input.failure() != 0 ? ExitStatus::usage : ExitStatus::allowed;
}

void FetchService::read_block(LineBlock const& block) {
  if (block.is_cut) {
    saw_mistake_ = true;
    std::string answers;
    report::write_error_line(answers, "null", block.first_line, line_too_long());
    output_.write(answers);
    return;
  }
  auto number = block.first_line;
  for (auto rest = block.lines(); !rest.empty(); ++number) {
    auto const whole = rest.substr(0, rest.find('\n'));
    auto const line = without_byte_order_mark(whole);
    rest.remove_prefix(std::min(whole.size() + 1, rest.size()));
    if (!is_blank(line)) {
      ask(line, number);
    }
  }
}

void FetchService::ask(std::string_view line, std::uint64_t number) {
  formats::StdioRequest asked;
  if (auto const read = reader_.read(line, asked); !read) {
    saw_mistake_ = true;
    std::string answers;
    report::write_error_line(answers, asked.id, number, read.error());
    output_.write(answers);
    return;
  }
  asked.environment.profile = &profile_;
  networks_.tell(asked.environment);
  go_on({.id = std::move(asked.id),
         .cache = cache_,
         .session = {std::move(asked.request), std::move(asked.environment), cache_, transport::now()}});
}

void FetchService::go_on(UnderWay fetch) {
  auto const* const request = fetch.session.next();
  if (request == nullptr) {
    adopt_changes(cache_, fetch.cache, fetch.session.cache());
    answer(fetch);
    return;
  }
  auto const& body = fetch.session.request().body;
  fetch.ticket = transport_.start(*request, body ? std::string_view(body->bytes) : std::string_view());
  under_way_.push_back(std::move(fetch));
}

void FetchService::receive(transport::CurlTransport::Finished finished) {
  auto const place = std::ranges::find(under_way_, finished.ticket, &UnderWay::ticket);
  auto fetch = std::move(*place);
  under_way_.erase(place);
  transport::deliver(fetch.session, std::move(finished.reception));
  go_on(std::move(fetch));
}

void FetchService::answer(UnderWay const& fetch) {
  std::string line;
  formats::JsonWriter json(line);
  if (fetch.session.outcome().verdict == fetch::Verdict::allowed) {
    auto const failure = transport::body_failure(fetch.session);
    auto const body = failure.empty() ? readable_body(fetch.session) : std::nullopt;
    formats::write_stdio_response(json, fetch.id, fetch.session.outcome(), body, failure);
  } else {
    formats::write_stdio_failure(json, fetch.id, report::shown(fetch.session.trace(), secrets_),
                                 report::shown(fetch.session.journal(), secrets_));
  }
  line.push_back('\n');
  output_.write(line);
}

}  // namespace corsage::cli
