#pragma once

#include <memory>

#include <curl/curl.h>

/// Owners of libcurl's objects.
namespace corsage::transport {

template <auto cleanup>
struct CurlDeleter {
  template <typename Object>
  void operator()(Object* object) const {
    cleanup(object);
  }
};

using EasyHandle = std::unique_ptr<CURL, CurlDeleter<curl_easy_cleanup>>;
using MultiHandle = std::unique_ptr<CURLM, CurlDeleter<curl_multi_cleanup>>;
using ShareHandle = std::unique_ptr<CURLSH, CurlDeleter<curl_share_cleanup>>;
using StringList = std::unique_ptr<curl_slist, CurlDeleter<curl_slist_free_all>>;

/// Appends a copy of the text.
inline void append(StringList& list, char const* text) {
  list.reset(curl_slist_append(list.release(), text));
}

}  // namespace corsage::transport
