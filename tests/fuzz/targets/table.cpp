/// \file table.cpp
/// The first byte chooses the table ('0': countries.csv, ... '7': links.csv),
/// the rest is what stands in it.
#include <array>

#include "host/network/table_names.hpp"
#include "tests/fuzz/program.hpp"

namespace chokepoint::fuzz {
namespace {
namespace fs = std::filesystem;

/// A copy of the teaching network in which one table changes at a time.
class ChangingNetwork {
  public:
    ChangingNetwork() {
        fs::create_directories(folder());
        for (std::size_t i = 0; i < table_files.size(); ++i) {
            sound_[i] =
                contents(scratch() / "networks/teaching" / table_files[i]);
            put(folder() / table_files[i], sound_[i]);
        }
    }
    void change(std::size_t table, std::string const& bytes) {
        put(folder() / table_files[changed_], sound_[changed_]);
        put(folder() / table_files[table], bytes);
        changed_ = table;
    }
    fs::path folder() const { return scratch() / "networks/changed"; }

  private:
    std::array<std::string, table_files.size()> sound_;
    std::size_t changed_ = 0;
};
}  // namespace

Verdict table(std::string const& bytes) {
    if (bytes.empty()) {
        return Verdict::refused;
    }
    static ChangingNetwork network;
    auto const number =
        static_cast<unsigned char>(bytes[0]) - static_cast<unsigned>('0');
    network.change(number % table_files.size(), bytes.substr(1));
    auto const verdict =
        run_program({"network", "check", network.folder().string()});
    if (verdict == Verdict::accepted) {
        run_program({"check", rich_campaign(), "--backend=cpu",
                     "--set=campaign.network=networks/changed"});
    }
    return verdict;
}
}  // namespace chokepoint::fuzz
