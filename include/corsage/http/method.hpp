#pragma once

#include <string>
#include <string_view>

namespace corsage::http {

/// https://fetch.spec.whatwg.org/#concept-method : an RFC 9110 token.
bool is_method(std::string_view method);

/// https://fetch.spec.whatwg.org/#cors-safelisted-method : exactly GET, HEAD or POST.
bool is_cors_safelisted_method(std::string_view method);

/// https://fetch.spec.whatwg.org/#forbidden-method : CONNECT, TRACE and TRACK in any case.
bool is_forbidden_method(std::string_view method);

/// https://fetch.spec.whatwg.org/#concept-method-normalize : upper-cases DELETE GET HEAD OPTIONS POST PUT, nothing else.
std::string normalize_method(std::string_view method);

/// https://www.rfc-editor.org/rfc/rfc9110#section-9.2.1 : GET, HEAD, OPTIONS and TRACE are not meant to change anything.
bool is_safe_method(std::string_view method);

}  // namespace corsage::http
