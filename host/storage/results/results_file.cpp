#include "host/storage/results/results_file.hpp"

#include <utility>

#include "host/storage/hdf5/filetype.hpp"
#include "host/storage/results/results_reader_state.hpp"
#include "host/storage/results/results_writer.hpp"

namespace chokepoint {
ResultsFile::ResultsFile(OutputClaim claim,
                         ResultsDescription const& description,
                         StorageOptions const& options) {
    auto const need = [&](bool ok, char const* what) {
        if (!ok) {
            throw StorageError{claim.path(), what};
        }
    };
    need(description.scenarios > 0, "a results file needs scenarios");
    need(!description.package.empty(), "a results file needs a package");
    need(!description.country.empty(), "a results file needs a country");
    need(!description.horizon.empty(), "a results file needs a horizon");
    need(description.node_cell.size() >= description.country.size() &&
             description.sink_cell.size() >= description.country.size(),
         "cells must begin with one for each country");
    need(description.measure.size() <= 32, "more than 32 bits of measures");
    need(description.family_id.empty() ||
             description.family_id.size() == description.family.size(),
         "each family needs an id");
    writer_ = std::make_unique<Writer>(std::move(claim), description, options);
}

ResultsFile::~ResultsFile() = default;

bool ResultsFile::fits(ChunkLosses const& losses) const {
    auto const& d = writer_->description;
    auto const layout = layout_of(d);
    auto const& chunk = losses.chunk;
    std::size_t const n = chunk.scenarios;
    return chunk.package < d.package.size() && n > 0 &&
           chunk.first_scenario + n <= d.scenarios &&
           losses.value.size() == n * layout.float_rows() &&
           losses.count.size() == n * layout.integer_rows();
}

void ResultsFile::write_losses(ChunkLosses const& losses) {
    auto& w = *writer_;
    if (!fits(losses)) {
        throw StorageError{w.file.target(),
                           "a chunk of losses does not fit the file"};
    }
    w.write(losses);
    w.written.push_back(losses.chunk);
}

void ResultsFile::write_weights(std::uint64_t first_scenario,
                                std::vector<double> const& weights) {
    auto& w = *writer_;
    hsize_t const offset = first_scenario;
    hsize_t const count = weights.size();
    auto const doing = "write '/world/weight'";
    if (offset + count > w.description.scenarios) {
        throw StorageError{w.file.target(), "more weights than scenarios"};
    }
    auto const target = own(H5Dget_space(w.weights), w.file.target(), doing);
    H5Sselect_hyperslab(target, H5S_SELECT_SET, &offset, nullptr, &count,
                        nullptr);
    auto const source =
        own(H5Screate_simple(1, &count, nullptr), w.file.target(), doing);
    check_hdf5(H5Dwrite(w.weights, H5T_NATIVE_DOUBLE, source, target,
                        H5P_DEFAULT, weights.data()),
               w.file.target(), doing);
}

void ResultsFile::write_scale(std::string const& name,
                              std::vector<double> const& values,
                              std::string const& units,
                              std::string const& long_name) {
    writer_->file.write_scale(name, values, H5T_IEEE_F64LE, units, long_name);
}

void ResultsFile::write_scale(std::string const& name,
                              std::vector<std::string> const& values,
                              std::string const& long_name) {
    writer_->file.write_scale(name, values, long_name);
}

void ResultsFile::write_table(ResultsTable const& table) {
    auto& file = writer_->file;
    std::uint64_t size = 1;
    for (auto const& axis : table.axes) {
        size *= file.size_of(axis, table.path);
    }
    if (size != table.values.size()) {
        throw StorageError{file.target(),
                           "'" + table.path + "' needs " +
                               std::to_string(size) + " values, not " +
                               std::to_string(table.values.size())};
    }
    file.write(table.path, H5T_IEEE_F64LE, table.axes, table.units,
               table.long_name, H5T_NATIVE_DOUBLE, table.values.data());
}

ResultsReader ResultsFile::reader() const {
    auto& w = *writer_;
    H5Iinc_ref(w.file.id());
    return ResultsReader{std::make_shared<ResultsReader::Reader>(
        Handle{w.file.id()}, w.file.target(), w.description)};
}

void ResultsFile::finish() {
    auto& w = *writer_;
    w.require_all_scenarios();
    for (std::size_t i = 0; i < w.stored.size(); ++i) {
        w.stored[i].dataset.close(w.file.target(),
                                  "write '" + w.losses[i].path + "'");
    }
    w.stored.clear();
    w.weights.close(w.file.target(), "write '/world/weight'");
    w.file.close();
    w.partial.seal(results_filetype);
    w.claim.require_held();
    w.partial.commit();
}

}  // namespace chokepoint
