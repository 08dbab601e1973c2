/// \file tile_state.cuh
/// The memory of one tile: rows of lanes, as tile_layout.cuh lays them out.
#pragma once

#include "kernels/portable/pack.cuh"
#include "kernels/views/tile_layout.cuh"

namespace chokepoint {
/// The rows of one tile, as a member of a team sees them.
template <class P>
class TileState {
  public:
    using L = Lanes<P>;

    /// \param slab  TileLayout::bytes(stride), 128-byte aligned
    /// \param lane  this thread's lane on the device, 0 on the CPU
    CHOKEPOINT_HD TileState(TileLayout const& layout,
                            char* slab,
                            std::uint32_t lane)
        : at{layout},
          wide_{slab + 8 * lane},
          float_{
              settled(slab + 8ull * layout.wide_rows * L::stride + 4 * lane)},
          integer_{slab +
                   4ull * L::stride *
                       (2 * layout.wide_rows + layout.float_rows) +
                   4 * lane},
          flag_{reinterpret_cast<std::int32_t*>(
              slab + 4ull * L::stride *
                         (2 * layout.wide_rows + layout.float_rows +
                          layout.integer_rows))} {}

    /// The same rows for a sweep, through a copy of the layout.
    CHOKEPOINT_HD TileState(TileState const& other, TileLayout const& layout)
        : at{layout},
          wide_{other.wide_},
          float_{settled(other.float_)},
          integer_{other.integer_},
          flag_{other.flag_} {}

    CHOKEPOINT_HD P load(std::uint32_t row) const {
        return L::load(lane_of<float>(float_, row));
    }
    CHOKEPOINT_HD void store(std::uint32_t row, P value) const {
        L::store(lane_of<float>(float_, row), value);
    }
    CHOKEPOINT_HD typename L::Wide load_wide(std::uint32_t row) const {
        return L::load(lane_of<double>(wide_, row));
    }
    CHOKEPOINT_HD void store_wide(std::uint32_t row,
                                  typename L::Wide value) const {
        L::store(lane_of<double>(wide_, row), value);
    }
    /// One lane's value, for what is not done in lockstep (S0, output).
    CHOKEPOINT_HD float& value(std::uint32_t row, std::uint32_t lane) const {
        return lane_of<float>(float_, row)[lane];
    }
    CHOKEPOINT_HD std::int32_t& integer(std::uint32_t row,
                                        std::uint32_t lane) const {
        return lane_of<std::int32_t>(integer_, row)[lane];
    }
    CHOKEPOINT_HD double wide_value(std::uint32_t row,
                                    std::uint32_t lane) const {
        return lane_of<double>(wide_, row)[lane];
    }
    /// An array of rows, and the flags from `index` on, for loops that keep
    /// where it starts in a register.
    class Rows {
      public:
        CHOKEPOINT_HD explicit Rows(char* first) : first_{settled(first)} {}
        CHOKEPOINT_HD P operator[](std::uint32_t row) const {
            return L::load(lane_of<float>(first_, row));
        }

      private:
        char* first_;
    };
    CHOKEPOINT_HD Rows rows(std::uint32_t first) const {
        return Rows{reinterpret_cast<char*>(lane_of<float>(float_, first))};
    }
    CHOKEPOINT_HD std::int32_t const* flags(std::uint32_t index) const {
        return settled(flag_ + index);
    }
    CHOKEPOINT_HD std::int32_t flag(std::uint32_t index) const {
        return flag_[index];
    }
    CHOKEPOINT_HD void set_flag(std::uint32_t index, std::int32_t value) const {
        flag_[index] = value;
    }

    TileLayout const& at;

  private:
    /// The same address, of which the compiler does not know how it came
    /// about: else nvcc adds base, row and lane anew for every access.
    template <class T>
    CHOKEPOINT_HD static T* settled(T* address) {
#if defined(__CUDA_ARCH__)
        asm("" : "+l"(address));
        __builtin_assume(__isGlobal(address));
#endif
        return address;
    }

    /// Where this thread's lanes of a row begin. In bytes and in 64 bits: one
    /// multiplication and one sum on a device.
    template <class T>
    CHOKEPOINT_HD static T* lane_of(char* first, std::uint32_t row) {
        return reinterpret_cast<T*>(first +
                                    std::size_t{row} * (sizeof(T) * L::stride));
    }

    char* wide_;
    char* float_;
    char* integer_;
    std::int32_t* flag_;
};
}  // namespace chokepoint
