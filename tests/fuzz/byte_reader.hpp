/// \file byte_reader.hpp
/// An input of the fuzzer, taken apart from the front.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>

namespace chokepoint::fuzz {
/// Past the end there are zeros and empty texts: every input means something.
class ByteReader {
  public:
    explicit ByteReader(std::string const& bytes) : bytes_{bytes} {}

    bool empty() const { return next_ >= bytes_.size(); }

    /// A number of so many bytes, the least significant first.
    std::uint64_t number(int bytes) {
        std::uint64_t value = 0;
        for (int i = 0; i < bytes && !empty(); ++i) {
            value |= std::uint64_t{static_cast<unsigned char>(bytes_[next_++])}
                     << (8 * i);
        }
        return value;
    }

    /// A number below `end`, which is not 0.
    std::size_t below(std::size_t end) {
        return static_cast<std::size_t>(number(end > 256 ? 2 : 1)) % end;
    }

    /// A text with its length, one byte, before it.
    std::string text() {
        auto const size = static_cast<std::size_t>(number(1));
        auto const taken = bytes_.substr(std::min(next_, bytes_.size()), size);
        next_ += taken.size();
        return taken;
    }

    /// All that is left.
    std::string rest() {
        auto const taken = bytes_.substr(std::min(next_, bytes_.size()));
        next_ = bytes_.size();
        return taken;
    }

  private:
    std::string const& bytes_;
    std::size_t next_ = 0;
};
}  // namespace chokepoint::fuzz
