#include "host/storage/chunks/part_file.hpp"

#include <array>
#include <filesystem>
#include <utility>

#include "host/storage/chunks/chunk_block.hpp"
#include "host/storage/hdf5/filetype.hpp"
#include "host/storage/hdf5/seal.hpp"
#include "host/storage/output/utc_now.hpp"

namespace chokepoint {
namespace {
std::array<char, 8> const part_magic{'C', 'H', 'K', 'R', 'U', 'N', '0', '1'};
std::uint64_t const seal_line = 96;           ///< bytes, seal.hpp
std::uint32_t const longest_text = 1u << 26;  ///< bytes: a campaign is short

/// Call `visit` with each field, in the order in which they are stored.
template <class Description, class Visit>
void for_each_text(Description& d, Visit&& visit) {
    visit(d.key);
    visit(d.run.program_version);
    visit(d.run.git_commit);
    visit(d.run.backend);
    visit(d.run.device);
    visit(d.run.campaign);
    visit(d.run.network_sha256);
    visit(d.run.compiled_sha256);
    visit(d.run.created);
}

template <class Description, class Visit>
void for_each_number(Description& d, Visit&& visit) {
    visit(d.part.number);
    visit(d.part.parts);
    visit(d.run.seed);
    visit(d.run.scenarios);
    visit(d.run.weeks);
}

std::optional<PartDescription> read_description(BlockReader& file) {
    std::array<char, 8> magic{};
    if (!file.read(&magic, sizeof magic) || magic != part_magic) {
        return {};
    }
    PartDescription d;
    bool good = true;
    for_each_text(d, [&](std::string& text) {
        std::uint32_t size = 0;
        good = good && file.read(&size, sizeof size) && size <= longest_text &&
               size <= file.bytes();
        text.resize(good ? size : 0);
        good = good && file.read(text.data(), text.size());
    });
    for_each_number(d, [&](auto& number) {
        good = good && file.read(&number, sizeof number);
    });
    good = good && d.part.number >= 1 && d.part.number <= d.part.parts &&
           d.part.parts <= most_parts && d.run.scenarios >= d.part.parts;
    return good ? std::optional{d} : std::nullopt;
}
/// \return why the file is no whole part; empty: it is one
std::string reason_against(std::string const& path) {
    if (!std::filesystem::is_regular_file(path)) {
        return std::filesystem::exists(path) ? "is no file" : "is not there";
    }
    auto const sealed = look_at_seal(path);
    if (sealed.seal == Seal::whole && sealed.filetype == part_filetype) {
        return {};
    }
    if (sealed.filetype == results_filetype) {
        return "is a results file, not a part of a run";
    }
    if (sealed.filetype == trace_filetype) {
        return "is a trace, not a part of a run";
    }
    std::array<char, 8> magic{};
    BlockReader file{path};
    if (file.read(&magic, sizeof magic) && magic == part_magic) {
        return "is damaged, or was cut short (march this part again)";
    }
    return "is no part of a run (`chokepoint run --part` writes one)";
}
}  // namespace

PartFileWriter::PartFileWriter(OutputClaim claim,
                               PartDescription const& description)
    : claim_{std::move(claim)},
      partial_{claim_.place()},
      key_{description.key} {
    auto dated = description;
    dated.run.created = utc_now();
    partial_.write(part_magic.data(), part_magic.size());
    for_each_text(dated, [&](std::string const& text) {
        auto const size = static_cast<std::uint32_t>(text.size());
        partial_.write(&size, sizeof size);
        partial_.write(text.data(), text.size());
    });
    for_each_number(dated, [&](auto const& number) {
        partial_.write(&number, sizeof number);
    });
}

void PartFileWriter::write(ChunkLosses const& losses) {
    write_block(partial_, key_, losses);
}

void PartFileWriter::finish() {
    partial_.seal(part_filetype);
    claim_.require_held();
    partial_.commit();
}

std::optional<PartDescription> part_description(std::string const& path) {
    BlockReader file{path};
    return read_description(file);
}

PartFileReader::PartFileReader(std::string const& path) : path_{path} {
    auto const reason = reason_against(path);
    if (!reason.empty()) {
        throw WrongFileError{path, reason};
    }
    BlockReader file{path};
    auto const damaged = WrongFileError{
        path, "holds what no part of a run holds (march this part again)"};
    auto const description = read_description(file);
    if (!description) {
        throw damaged;
    }
    description_ = *description;
    while (file.at() + seal_line < file.bytes()) {
        auto const begin = file.at();
        auto const block = file.read_head();
        if (!block || block->key != description_.key) {
            throw damaged;
        }
        chunks_.push_back(block->chunk());
        offset_.push_back(begin);
        file.go_to(begin + block->bytes());
    }
}

ChunkLosses PartFileReader::read(std::size_t number) const {
    BlockReader file{path_};
    file.go_to(offset_.at(number));
    auto const block = file.read_head();
    auto losses = block ? file.read_losses(*block) : std::nullopt;
    if (!losses) {
        throw StorageError{path_,
                           "cannot be read any more (it was changed "
                           "meanwhile, or the disk fails)"};
    }
    return std::move(*losses);
}
}  // namespace chokepoint
