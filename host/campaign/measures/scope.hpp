/// \file measure_scope.hpp
/// Which links a measure can touch.
#pragma once

#include "host/campaign/measures/parties.hpp"

namespace chokepoint {
/// Finds the links in the scope of each party of a measure.
class MeasureScope {
  public:
    MeasureScope(ModelBuilder const& b,
                 MeasureSpec const& m,
                 Parties const& parties);

    /// Links that a party controls; may be none.
    Rows links(Party const& party) const;

    /// Links of the same countries that lose a share without being meant
    /// (M54): peers of listed firms, and of sanctioned ones.
    Rows chilled(Party const& party, Rows const& controlled) const;

    /// Countries whose goods contain what the senders control, and the links
    /// that an export control reaches there (M22, B4.3).
    std::vector<std::pair<Party, Rows>> third_countries() const;

  private:
    Selector selector_of(Party const& party) const;
    Rows sanctioned(Party const& party) const;
    Rows excluded_vendors(Party const& party) const;
    Rows without_free_alternates(Rows const& links) const;
    bool is_target(std::uint32_t country, std::uint32_t firm) const;

    ModelBuilder const& b_;
    MeasureSpec const& m_;
    Parties const& parties_;
    Mask target_countries_, target_firms_;
};
}  // namespace chokepoint
