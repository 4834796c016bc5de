#include "compile_tls.hpp"

#include <algorithm>
#include <expected>
#include <filesystem>
#include <iterator>
#include <utility>

#include "corsage/gateway/compile.hpp"
#include "corsage/gateway/secret_source.hpp"
#include "pem.hpp"

namespace corsage::gateway {
namespace {

using formats::GatewayFile;
using formats::WrittenText;

Diagnostic mistake_of(DiagnosticCode code, WrittenText const& text, std::string why) {
  return {.code = code, .value = text.value, .expected = std::move(why), .range = text.range};
}

std::expected<SslContext, Diagnostic> compile_certificate(GatewayFile::Certificate const& written) {
  if (!written.chain || !written.key) {
    return std::unexpected(
        Diagnostic{.code = DiagnosticCode::gateway_certificate_file_missing, .range = written.table});
  }
  auto const chain = read_small_file(path_beside(*written.chain));
  if (!chain) {
    return std::unexpected(mistake_of(DiagnosticCode::gateway_certificate_unusable, *written.chain,
                                      "it cannot be read: " + chain.error()));
  }
  auto const key = read_small_file(path_beside(*written.key));
  if (!key) {
    return std::unexpected(
        mistake_of(DiagnosticCode::gateway_key_unusable, *written.key, "it cannot be read: " + key.error()));
  }
  auto context = server_context(*chain, *key);
  if (!context) {
    auto const& fault = context.error();
    return std::unexpected(mistake_of(fault.code, fault.is_of_the_key ? *written.key : *written.chain, fault.why));
  }
  return *std::move(context);
}

}  // namespace

std::string directory_of(WrittenText const& text) {
  return std::filesystem::path(text.range.source.view()).parent_path().string();
}

std::string path_beside(WrittenText const& text) {
  return (std::filesystem::path(directory_of(text)) / text.value).string();
}

std::vector<std::string> files_of(GatewayFile const& file) {
  std::vector<std::string> files;
  auto const add = [&files](std::optional<WrittenText> const& text) {
    if (text) {
      files.push_back(path_beside(*text));
    }
  };
  for (auto const& certificate : file.certificates) {
    add(certificate.chain);
    add(certificate.key);
  }
  for (auto const& route : file.routes) {
    add(route.ca);
    for (auto const& secret : route.secrets) {
      std::ranges::copy(secret_files(secret.text.value, directory_of(secret.text)), std::back_inserter(files));
    }
  }
  return files;
}

std::shared_ptr<ServerTls const> compile_certificates(GatewayFile const& file, Diagnostics& mistakes) {
  std::vector<SslContext> certificates;
  for (auto const& written : file.certificates) {
    if (auto certificate = compile_certificate(written)) {
      certificates.push_back(*std::move(certificate));
    } else {
      mistakes.push_back(certificate.error());
    }
  }
  return certificates.empty() ? nullptr : std::make_shared<ServerTls const>(std::move(certificates));
}

std::shared_ptr<ClientTls const> Authorities::of(GatewayFile::Route const& route, Diagnostics& mistakes) {
  if (!route.ca) {
    if (of_the_system_ == nullptr) {
      of_the_system_ = ClientTls::of_the_system();
    }
    return of_the_system_;
  }
  auto const path = path_beside(*route.ca);
  auto const [found, is_new] = by_file_.try_emplace(path);
  if (is_new) {
    auto const text = read_small_file(path);
    found->second = text ? ClientTls::believing(*text) : nullptr;
    if (found->second == nullptr) {
      mistakes.push_back(
          mistake_of(DiagnosticCode::gateway_authorities_unusable, *route.ca,
                     text ? "it holds no certificate in PEM form" : "it cannot be read: " + text.error()));
    }
  }
  return found->second;
}

}  // namespace corsage::gateway
