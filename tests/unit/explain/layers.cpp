#include "layers.hpp"

#include "corsage/fetch/session.hpp"

namespace corsage::explain::layers {
namespace {

http::HeaderList filled(Lines const& lines, std::string_view origin) {
  http::HeaderList headers;
  for (auto const& line : lines) {
    headers.append(line.name, line.value == "ORIGIN" ? origin : line.value);
  }
  return headers;
}

fetch::Journal exchanges(Answers const& answers, std::string_view origin, Lines const& actual,
                         fetch::CredentialsMode credentials) {
  fetch::Journal journal;
  for (auto const& request : questions_of(put(credentials), of(origin))) {
    if (answers.is_silent) {
      journal.push_back({.request = request, .answer = fetch::Failed{.detail = "nobody listens"}});
      break;
    }
    bool const is_preflight = request.leg == trace::Leg::preflight;
    http::Response response{.status = is_preflight ? answers.preflight_status : answers.status,
                            .headers = filled(is_preflight ? answers.preflight : actual, origin),
                            .body = is_preflight ? std::string() : answers.body};
    journal.push_back({.request = request, .answer = fetch::Answered{.response = std::move(response)}});
  }
  return journal;
}

}  // namespace

fetch::Request put(fetch::CredentialsMode credentials) {
  return {.url = *url::Url::parse("https://api.example/users"), .method = "PUT", .credentials = credentials};
}

fetch::Environment of(std::string_view origin) {
  return {.origin = *url::Origin::parse(origin)};
}

Diagnosis diagnosis_of(Layer const& layer, fetch::CredentialsMode credentials) {
  Diagnosis diagnosis;
  diagnose(
      put(credentials), of(page), {},
      [&](fetch::WireRequest const& request) {
        auto const* const known = exchange_of(layer, Turn::page, request.leg);
        return request.hop == 0 ? std::optional(known->answer) : std::nullopt;
      },
      diagnosis);
  return diagnosis;
}

Lines without(Lines lines, std::string_view name) {
  std::erase_if(lines, [name](auto const& line) { return line.name == name; });
  return lines;
}

Lines with(Lines lines, std::string_view name, std::string_view value) {
  lines = without(std::move(lines), name);
  lines.push_back({name, value});
  return lines;
}

Lines added(Lines lines, std::string_view name, std::string_view value) {
  lines.push_back({name, value});
  return lines;
}

Layer layer(std::string name, Answers const& answers, fetch::CredentialsMode credentials) {
  Layer layer{.name = std::move(name)};
  auto const asked_by = [&](std::string_view origin, Lines const& lines) {
    return exchanges(answers, origin, lines.empty() ? answers.actual : lines, credentials);
  };
  layer.answers = {asked_by(page, answers.actual), asked_by(stranger, answers.to_stranger),
                   asked_by(page, answers.again), fetch::Journal()};
  if (!answers.afresh.empty()) {
    layer.answers.back() = asked_by(stranger, answers.afresh);
  }
  if (answers.is_silent) {
    return layer;
  }
  auto const diagnosis = diagnosis_of(layer, credentials);
  layer.verdict = diagnosis.run.outcome.verdict;
  layer.causes = diagnosis.causes;
  return layer;
}

std::vector<std::string> told(std::vector<LayerFinding> const& findings, std::vector<Layer> const& layers) {
  std::vector<std::string> words;
  for (auto const& finding : findings) {
    std::string text = layers[finding.layer].name;
    for (auto const part : {to_string(finding.reason), trace::to_string(finding.leg), std::string_view(finding.header),
                            to_string(finding.effect)}) {
      text.append(" ").append(part.empty() ? "-" : part);
    }
    words.push_back(std::move(text));
  }
  return words;
}

}  // namespace corsage::explain::layers
