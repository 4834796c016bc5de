#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "corsage/base/bytes.hpp"
#include "corsage/fetch/session.hpp"
#include "corsage/url/origin.hpp"

/// Whole fetches: a page, a request and a server's answers, each as hostile as can be, run as every browser runs them.
///
/// An input is text, a line each: the choices (a byte each, see `read_choices`), the page's origin, the method, the URL,
/// the referrer, the author's headers, an empty line; then the answers, each a status or "!" for none, its headers and
/// an empty line.
namespace corsage::fetch {
namespace {

void require(bool holds, std::source_location where = std::source_location::current()) {
  if (!holds) {
    std::fprintf(stderr, "%s:%u: does not hold\n", where.file_name(), static_cast<unsigned>(where.line()));
    std::abort();
  }
}

/// Takes a text apart.
class Lines {
 public:
  explicit Lines(std::string_view text) : rest_(text) {}

  bool at_end() const { return rest_.empty(); }

  std::string_view next() {
    auto const end = std::min(rest_.find('\n'), rest_.size());
    auto const line = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return line;
  }

  /// Lines up to an empty one, each a name and, behind the first colon, a value.
  http::HeaderList headers() {
    http::HeaderList list;
    for (auto line = next(); !line.empty(); line = next()) {
      auto const colon = std::min(line.find(':'), line.size());
      list.append(line.substr(0, colon), line.substr(std::min(colon + 1, line.size())));
    }
    return list;
  }

 private:
  std::string_view rest_;
};

/// One choice a byte; the first value of each when the bytes are used up.
class Choices {
 public:
  explicit Choices(std::string_view bytes) : bytes_(bytes) {}

  /// One of the enumerators 0 to `last`.
  template <typename Enum>
  void take(Enum& chosen, Enum last) {
    chosen = static_cast<Enum>(next() % (static_cast<unsigned>(last) + 1));
  }

  void take(bool& chosen) { chosen = next() % 2 == 1; }

 private:
  unsigned next() {
    if (bytes_.empty()) {
      return 0;
    }
    auto const byte = static_cast<unsigned char>(bytes_.front());
    bytes_.remove_prefix(1);
    // The digits are the choices of inputs that people write.
    return byte >= '0' ? byte - unsigned{'0'} : byte;
  }

  std::string_view bytes_;
};

struct Input {
  Request request;
  Environment environment;
  std::vector<std::variant<Answered, Failed>> answers;
};

void read_choices(Choices choices, Input& input) {
  auto& request = input.request;
  choices.take(request.mode, RequestMode::webtransport);
  choices.take(request.credentials, CredentialsMode::include);
  choices.take(request.redirect, RedirectMode::manual);
  choices.take(request.cache, CacheMode::only_if_cached);
  choices.take(request.referrer_policy, ReferrerPolicy::unsafe_url);
  choices.take(request.destination, Destination::worker);
  choices.take(request.initiator, Initiator::element);
  choices.take(request.unsafe_request);
  choices.take(request.use_cors_preflight);
  choices.take(request.keepalive);
  choices.take(request.has_integrity);
  choices.take(request.allows_url_credentials);
  bool has_body = false;
  choices.take(has_body);
  if (has_body) {
    request.body = Body{.bytes = "body"};
    choices.take(request.body->has_source);
  }
  auto& environment = input.environment;
  choices.take(environment.embedder_policy, EmbedderPolicy::credentialless);
  choices.take(environment.address_space, url::IpAddressSpace::public_);
  choices.take(environment.local_network_permission, PermissionState::prompt);
  choices.take(environment.referrer_policy, ReferrerPolicy::unsafe_url);
}

/// A status, or "!" and which failure; what follows is the address space answered from.
std::variant<Answered, Failed> read_answer(Lines& lines) {
  auto const line = lines.next();
  if (line.starts_with('!')) {
    Failed failed;
    Choices(line.substr(1)).take(failed.failure, NetworkFailure::blocked_by_client);
    return failed;
  }
  Answered answered;
  int status = 0;
  for (char const digit : line.substr(0, 3)) {
    status = status * 10 + (static_cast<unsigned char>(digit) - '0') % 10;
  }
  answered.response.status = std::clamp(std::abs(status), 200, 999);
  Choices choices(line.substr(std::min<std::size_t>(line.size(), 3)));
  choices.take(answered.address_space, url::IpAddressSpace::public_);
  choices.take(answered.version, HttpVersion::http_3);
  answered.response.headers = lines.headers();
  answered.response.body = "answer";
  return answered;
}

std::optional<Input> read(std::string_view text) {
  Lines lines(text);
  auto const choices = lines.next();
  auto const origin = url::Origin::parse(lines.next());
  auto const method = lines.next();
  auto url = url::Url::parse(lines.next());
  if (!url) {
    return std::nullopt;
  }
  Input input{.request = {.url = *std::move(url), .method = std::string(method)},
              .environment = {.origin = origin ? *origin : url::Origin::opaque(1)},
              .answers = {}};
  read_choices(Choices(choices), input);
  input.request.referrer = lines.next();
  input.request.headers = lines.headers();
  constexpr std::size_t most_answers = 64;
  while (!lines.at_end() && input.answers.size() < most_answers) {
    input.answers.push_back(read_answer(lines));
  }
  return input;
}

/// What answers the exchange with this number. Where the script ends the server goes on with its last answer: the worst
/// it can do is to redirect forever.
std::variant<Answered, Failed> answer(Input const& input, std::size_t exchange) {
  if (input.answers.empty()) {
    return Answered{.response = {.status = 404}};
  }
  return input.answers[std::min(exchange, input.answers.size() - 1)];
}

/// The events as text, to compare.
std::string told(trace::Trace const& trace) {
  std::string text;
  for (auto const& event : trace.events()) {
    text += std::to_string(static_cast<int>(event.step)) + ' ' + std::to_string(static_cast<int>(event.kind)) + ' ' +
            std::string(event.reason ? trace::to_string(*event.reason) : "-") + ' ' +
            std::string(to_string(event.leg)) + ' ' + std::to_string(event.hop) + ' ' + std::to_string(event.exchange);
    for (auto const& argument : event.arguments) {
      text += ' ' + std::string(trace.text(argument));
    }
    text += '\n';
  }
  return text;
}

void require_same(Run const& run, Outcome const& outcome, trace::Trace const& trace, Journal const& journal) {
  require(told(run.trace) == told(trace));
  require(run.outcome.verdict == outcome.verdict && run.outcome.type == outcome.type);
  require(run.outcome.status == outcome.status && run.outcome.url == outcome.url);
  require(run.outcome.readable == outcome.readable && run.outcome.redirected == outcome.redirected);
  require(run.journal.size() == journal.size());
  for (std::size_t i = 0; i < journal.size(); ++i) {
    require(run.journal[i].request == journal[i].request);
  }
}

/// A block has one event that says why, and it is the last that decides; what is allowed has none.
void require_explained(Outcome const& outcome, trace::Trace const& trace) {
  auto const blocks = std::ranges::count(trace.events(), trace::EventKind::block, &trace::Event::kind);
  require(blocks == (outcome.verdict == Verdict::blocked ? 1 : 0));
  require((trace.block() != nullptr) == (blocks == 1));
  require(blocks == 0 || trace.block()->reason.has_value());
}

/// What a page may learn from what it cannot read.
void require_nothing_leaks(Outcome const& outcome) {
  if (outcome.type == ResponseType::opaque || outcome.type == ResponseType::opaqueredirect ||
      outcome.type == ResponseType::error) {
    require(outcome.status == 0 && outcome.readable.empty() && !outcome.body_readable);
  }
  require((outcome.type == ResponseType::error) == (outcome.verdict != Verdict::allowed));
  require(!outcome.readable.contains("set-cookie") && !outcome.readable.contains("set-cookie2"));
}

/// A cors response of a real exchange has passed the CORS check: the server has named the page, null or everybody.
void require_permission(Session const& session) {
  if (session.outcome().type != ResponseType::cors || session.journal().empty()) {
    return;
  }
  auto const* const answered = session.journal().back().answered();
  require(answered != nullptr);
  auto const combined = answered->response.headers.get("access-control-allow-origin");
  require(combined.has_value());
  auto const allowed = strip(combined->view(), http_whitespace);
  require(allowed == "*" || allowed == "null" || allowed == session.environment().origin.serialized());
}

void run_as(Profile const& profile, Input const& input) {
  auto environment = input.environment;
  environment.profile = &profile;
  Session session(input.request, environment);
  std::size_t exchanges = 0;
  constexpr std::size_t most_exchanges = 42;  // 21 hops, each with a preflight
  while (auto const* const request = session.next()) {
    require(session.outcome().verdict == Verdict::undetermined);
    require(request->hop <= 20);
    require(exchanges < most_exchanges);
    auto next = answer(input, exchanges);
    ++exchanges;
    if (auto* const failed = std::get_if<Failed>(&next)) {
      session.deliver_failure(std::move(*failed), static_cast<double>(exchanges));
    } else {
      session.deliver(std::get<Answered>(std::move(next)), static_cast<double>(exchanges));
    }
  }
  require(session.journal().size() == exchanges);
  require_explained(session.outcome(), session.trace());
  require_nothing_leaks(session.outcome());
  if (&profile == &spec_profile()) {
    require_permission(session);
  }

  // The journal alone gives the same run.
  Run replayed;
  replayed.journal = session.journal();
  fetch(input.request, environment, 0, replayed);
  require(!replayed.waiting);
  require_same(replayed, session.outcome(), session.trace(), session.journal());
  require(replayed.cache == session.cache());

  // So does a responder that is asked on the way.
  Run asked;
  std::size_t answers = 0;
  fetch(input.request, environment, 0, asked, [&](WireRequest const&) { return answer(input, answers++); });
  require(answers == exchanges);
  require_same(asked, session.outcome(), session.trace(), session.journal());
}

}  // namespace
}  // namespace corsage::fetch

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  using namespace corsage::fetch;
  if (auto const input = read({reinterpret_cast<char const*>(data), size})) {
    for (auto const* const profile : all_profiles()) {
      run_as(*profile, *input);
    }
  }
  return 0;
}
