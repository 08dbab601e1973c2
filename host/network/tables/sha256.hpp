/// \file sha256.hpp
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;  // OpenSSL's EVP_MD_CTX

namespace chokepoint {
/// SHA-256 (FIPS 180-4) of a stream of bytes: names a set of input files in
/// the results, nothing secret.
class Sha256 {
  public:
    /// \throw std::runtime_error if OpenSSL cannot (a build without SHA-256)
    Sha256();
    void add(std::string_view bytes);
    /// \return 64 hexadecimal digits; nothing may be added after it
    std::string digest();

  private:
    /// Gives OpenSSL's state back.
    struct Free {
        /// \param context  may be null
        void operator()(evp_md_ctx_st* context) const;
    };
    std::unique_ptr<evp_md_ctx_st, Free> context_;
};
}  // namespace chokepoint
