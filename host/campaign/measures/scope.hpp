/// \file scope.hpp
/// Which links a measure can touch.
#pragma once

#include "host/campaign/measures/actors.hpp"

namespace chokepoint {
/// Finds the links in the scope of each actor of a measure.
class MeasureScope {
  public:
    /// Looks up the targets. \param b,m,actors  must stay alive
    /// \throw InputError a firm or country that the network lacks
    MeasureScope(ModelBuilder const& b,
                 MeasureSpec const& m,
                 Actors const& actors);

    /// Links that an actor controls; may be none.
    Rows links(Actor const& actor) const;

    /// Links of the same countries that lose a share without being meant
    /// (M54): peers of listed firms, and of sanctioned ones.
    Rows chilled(Actor const& actor, Rows const& controlled) const;

    /// Countries whose goods contain what the senders control, and the links
    /// that an export control reaches there (M22, B4.3).
    std::vector<std::pair<Actor, Rows>> third_countries() const;

  private:
    Selector selector_of(Actor const& actor) const;
    Rows sanctioned(Actor const& actor) const;
    Rows excluded_vendors(Actor const& actor) const;
    Rows without_free_alternates(Rows const& links) const;
    bool is_target(std::uint32_t country, std::uint32_t firm) const;

    ModelBuilder const& b_;
    MeasureSpec const& m_;
    Actors const& actors_;
    Mask target_countries_, target_firms_;
};
}  // namespace chokepoint
