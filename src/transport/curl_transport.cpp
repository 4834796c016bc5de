#include "corsage/transport/curl_transport.hpp"

#include <string>
#include <unordered_map>
#include <utility>

#include "corsage/base/bytes.hpp"
#include "corsage/transport/resolve_row.hpp"
#include "curl_handles.hpp"
#include "detour.hpp"
#include "transfer.hpp"

namespace corsage::transport {
namespace {

/// libcurl's own state, once for the process: its first user makes it.
void initialise_libcurl() {
  [[maybe_unused]] static auto const result = curl_global_init(CURL_GLOBAL_DEFAULT);
}

/// The row as CURLOPT_CONNECT_TO takes it: to the first of the addresses, at the same port.
std::string connect_to_row(ResolveRow const& row) {
  std::string text;
  text.append(row.host).append(":").append(row.port).append(":");
  auto const address = strip(row.addresses.substr(0, row.addresses.find(',')), "[]");
  bool const is_ipv6 = address.find(':') != std::string_view::npos;
  text.append(is_ipv6 ? "[" : "").append(address).append(is_ipv6 ? "]" : "");
  return text.append(":").append(row.port);
}

}  // namespace

struct CurlTransport::Inside {
  struct UnderWay {
    Ticket ticket = 0;
    std::unique_ptr<Transfer> transfer;
  };

  explicit Inside(Options given) : options(std::move(given)), multi(curl_multi_init()) {
    for (auto const& row : options.resolve) {
      // libcurl takes no host in brackets there, but it can be sent elsewhere.
      if (auto const parts = parse_resolve(row); parts && parts->host.starts_with('[')) {
        append(connect_to, connect_to_row(*parts).c_str());
      } else {
        append(resolve, row.c_str());
      }
    }
    if (auto const row = options.detour ? transport::connect_to_row(*options.detour) : std::string(); !row.empty()) {
      append(connect_to, row.c_str());
    }
  }
  Inside(Inside const&) = delete;
  Inside& operator=(Inside const&) = delete;
  ~Inside();

  CURLSH* cookie_jar();
  EasyHandle idle_handle();
  void collect_finished(std::vector<Finished>& finished);
  Finished finish(CURL* easy, CURLcode code);

  Options options;
  StringList resolve;
  StringList connect_to;
  ShareHandle cookies;
  MultiHandle multi;
  std::vector<EasyHandle> idle;
  std::unordered_map<CURL*, UnderWay> under_way;
  Ticket last_ticket = 0;
};

CurlTransport::Inside::~Inside() {
  for (auto const& [easy, each] : under_way) {
    curl_multi_remove_handle(multi.get(), easy);
  }
  // A jar must outlive the handles that use it.
  under_way.clear();
  idle.clear();
}

CURLSH* CurlTransport::Inside::cookie_jar() {
  if (!cookies) {
    cookies.reset(curl_share_init());
    curl_share_setopt(cookies.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_COOKIE);
  }
  return cookies.get();
}

EasyHandle CurlTransport::Inside::idle_handle() {
  if (idle.empty()) {
    return EasyHandle(curl_easy_init());
  }
  auto handle = std::move(idle.back());
  idle.pop_back();
  return handle;
}

CurlTransport::Finished CurlTransport::Inside::finish(CURL* easy, CURLcode code) {
  auto ended = under_way.extract(easy);
  auto& [ticket, transfer] = ended.mapped();
  Finished finished{.ticket = ticket, .reception = transfer->finish(code)};
  idle.push_back(transfer->release());
  return finished;
}

void CurlTransport::Inside::collect_finished(std::vector<Finished>& finished) {
  int left = 0;
  while (auto const* const message = curl_multi_info_read(multi.get(), &left)) {
    if (message->msg == CURLMSG_DONE) {
      // The message is gone once its handle is removed.
      auto* const easy = message->easy_handle;
      auto const code = message->data.result;
      curl_multi_remove_handle(multi.get(), easy);
      if (under_way.at(easy).transfer->begin_again(code)) {
        curl_multi_add_handle(multi.get(), easy);
      } else {
        finished.push_back(finish(easy, code));
      }
    }
  }
}

CurlTransport::CurlTransport(Options options) {
  initialise_libcurl();
  inside_ = std::make_unique<Inside>(std::move(options));
}

CurlTransport::~CurlTransport() = default;

Reception CurlTransport::exchange(fetch::WireRequest const& request, std::string_view body) {
  start(request, body);
  while (true) {
    auto finished = wait();
    if (!finished.empty()) {
      return std::move(finished.front().reception);
    }
  }
}

CurlTransport::Ticket CurlTransport::start(fetch::WireRequest const& request, std::string_view body) {
  auto const& detour = inside_->options.detour;
  bool const goes_elsewhere = detour && is_detoured(request, *detour);
  auto const sent = goes_elsewhere ? detoured(request, *detour) : request;
  auto transfer = std::make_unique<Transfer>(inside_->idle_handle(), sent, body, inside_->options,
                                             Addresses{.server = goes_elsewhere ? detour->to : request.url,
                                                       .resolve = inside_->resolve.get(),
                                                       .connect_to = inside_->connect_to.get()},
                                             sent.include_credentials ? inside_->cookie_jar() : nullptr);
  auto* const easy = transfer->easy();
  inside_->under_way.emplace(easy, Inside::UnderWay{++inside_->last_ticket, std::move(transfer)});
  curl_multi_add_handle(inside_->multi.get(), easy);
  return inside_->last_ticket;
}

std::vector<CurlTransport::Finished> CurlTransport::wait(std::span<int const> readable,
                                                         std::chrono::milliseconds longest) {
  std::vector<Finished> finished;
  int running = 0;
  curl_multi_perform(inside_->multi.get(), &running);
  inside_->collect_finished(finished);
  if (finished.empty()) {
    std::vector<curl_waitfd> extra;
    for (int const descriptor : readable) {
      extra.push_back({.fd = descriptor, .events = CURL_WAIT_POLLIN, .revents = 0});
    }
    curl_multi_poll(inside_->multi.get(), extra.data(), static_cast<unsigned>(extra.size()),
                    static_cast<int>(longest.count()), nullptr);
    curl_multi_perform(inside_->multi.get(), &running);
    inside_->collect_finished(finished);
  }
  return finished;
}

std::size_t CurlTransport::under_way() const {
  return inside_->under_way.size();
}

bool CurlTransport::add_cookie(url::Url const& url, std::string_view name, std::string_view value) {
  // The Netscape form: host, whether its subdomains get it, path, whether https only, expiry, name, value.
  std::string line(strip(url.host(), "[]"));
  line += "\tFALSE\t/\t";
  line += url.scheme() == "https" ? "TRUE" : "FALSE";
  line += "\t0\t";
  line += name;
  line += '\t';
  line += value;
  EasyHandle const easy(curl_easy_init());
  curl_easy_setopt(easy.get(), CURLOPT_SHARE, inside_->cookie_jar());
  curl_easy_setopt(easy.get(), CURLOPT_COOKIELIST, line.c_str());
  // libcurl drops what it does not take without a word.
  curl_slist* kept = nullptr;
  curl_easy_getinfo(easy.get(), CURLINFO_COOKIELIST, &kept);
  StringList const owner(kept);
  while (kept != nullptr && line != kept->data) {
    kept = kept->next;
  }
  return kept != nullptr;
}

}  // namespace corsage::transport
