#include "host/storage/results/mechanism_axes.hpp"

#include <numeric>

#include "host/storage/hdf5/hdf5_io.hpp"
#include "host/storage/results/results_writer.hpp"
#include "host/storage/results/world_rows.hpp"

namespace chokepoint {
namespace {
char const side_path[] = "/policy/side";
char const stake_path[] = "/leverage_value_added";

template <class T>
std::vector<T> read_numbers(hid_t file,
                            char const* name,
                            hid_t type,
                            std::string const& path) {
    if (!has_link(file, name)) {
        return {};
    }
    auto const dataset = open_numbers(file, name, path);
    auto const sizes = extent(dataset);
    std::vector<T> values(std::accumulate(
        sizes.begin(), sizes.end(), hsize_t{1}, std::multiplies<hsize_t>{}));
    check_hdf5(
        H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, values.data()),
        path, std::string{"read '"} + name + "'");
    return values;
}
}  // namespace

void ResultsFile::Writer::write_mechanism_axes() {
    auto const& m = description.mechanisms;
    file.write_scale("reserve", m.reserve, "reserve of a country or coalition");
    file.write_scale("market", m.market, "market with a price of its own");
    file.write_scale("flow", m.flow, "shipments between parties, FROM>TO");
    file.write_scale("denial", m.denial,
                     "buyers whose deliveries are followed");
    file.write_scale("leverage", m.leverage, "A>B: power of A over B");
    if (!m.leverage.empty()) {
        file.write_scale("date", {m.date.begin(), m.date.end()}, H5T_STD_I32LE,
                         "week number",
                         "start of the week in which leverage is taken");
        file.write(stake_path, H5T_IEEE_F64LE, {"leverage"}, "million USD/week",
                   "value added of B at baseline", H5T_NATIVE_DOUBLE,
                   m.leverage_value_added.data());
    }
    if (!m.side.empty()) {
        std::vector<std::int32_t> sides;
        for (auto const& package : m.side) {
            for (auto const side : package) {
                sides.push_back(static_cast<std::int32_t>(side));
            }
        }
        file.write(side_path, H5T_STD_I32LE, {"package", "country"}, "1",
                   "part of the country in the package: 0 third, 1 sender, 2 "
                   "target, 3 ally; -1: the package names no sides",
                   H5T_NATIVE_INT32, sides.data());
    }
}

MechanismDescription read_mechanisms(hid_t file,
                                     std::string const& path,
                                     ResultsDescription const& d) {
    auto const names = [&](char const* name) {
        return has_link(file, name) ? read_names(file, name, path)
                                    : std::vector<std::string>{};
    };
    MechanismDescription m;
    m.reserve = names("/reserve");
    m.market = names("/market");
    m.flow = names("/flow");
    m.denial = names("/denial");
    m.leverage = names("/leverage");
    m.leverage_value_added =
        read_numbers<double>(file, stake_path, H5T_NATIVE_DOUBLE, path);
    m.date = read_numbers<std::int32_t>(file, "/date", H5T_NATIVE_INT32, path);
    m.costs = has_link(file, "/losses/duties");
    m.slow_states = has_link(file, "/losses/capacity_index");
    m.retaliation = has_link(file, "/world/retaliations");
    auto const sides =
        read_numbers<std::int32_t>(file, side_path, H5T_NATIVE_INT32, path);
    for (std::size_t i = 0; i < sides.size(); ++i) {
        if (i % d.country.size() == 0) {
            m.side.emplace_back();
        }
        m.side.back().push_back(static_cast<PackageSide>(sides[i]));
    }
    return m;
}
}  // namespace chokepoint
