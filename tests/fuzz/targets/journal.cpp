/// \file journal.cpp
/// A finished chunk that `run --resume` finds. The first byte says what of it
/// is true whatever the bytes say, so that the fuzzer gets past the checks:
/// bit 0 the key of the run, bit 1 the numbers of losses, bit 2 the chunk,
/// bit 3 the checksum. With none of them the bytes are the whole file.
#include <libdeflate.h>

#include <cstring>

#include "host/storage/chunks/chunk_journal.hpp"
#include "host/study/plan/study.hpp"
#include "host/study/plan/study_key.hpp"
#include "kernels/engine/engine.hpp"
#include "tests/fuzz/byte_reader.hpp"
#include "tests/fuzz/program.hpp"

namespace chokepoint::fuzz {
namespace {
namespace fs = std::filesystem;

/// What a true part of the rich campaign says.
struct TruePart {
    TruePart() {
        auto const study = load_study(rich_campaign());
        auto const& model = study.model;
        key = study_key(study);
        Chunk const chunk{
            0, 0, static_cast<std::uint32_t>(study.campaign.header.scenarios)};
        EngineOptions options;
        options.threads = 1;
        make_cpu_engine(model.view(), options)
            ->run({chunk}, [&](ChunkLosses const& found) {
                losses = found;
                return true;
            });
    }
    std::string key;
    ChunkLosses losses;
};

/// As BlockHead of host/storage/chunks/chunk_block.hpp.
struct PartHead {
    char magic[8];
    std::uint32_t key_bytes, package;
    std::uint64_t first_scenario, values, counts;
    std::uint32_t scenarios, checksum;
};

/// The numbers of the run, some of them overwritten.
std::string changed(ChunkLosses const& losses, ByteReader& bytes) {
    std::string all{reinterpret_cast<char const*>(losses.value.data()),
                    4 * losses.value.size()};
    all.append(reinterpret_cast<char const*>(losses.count.data()),
               4 * losses.count.size());
    while (!bytes.empty()) {
        auto const place = 4 * bytes.below(all.size() / 4);
        auto const number = static_cast<std::uint32_t>(bytes.number(4));
        std::memcpy(&all[place], &number, sizeof number);
    }
    return all;
}

std::string part(ByteReader& bytes, unsigned truths, TruePart const& truth) {
    PartHead head{};
    std::memcpy(head.magic, "CHKPART1", sizeof head.magic);
    head.package = static_cast<std::uint32_t>(bytes.number(1));
    head.first_scenario = bytes.number(8);
    head.scenarios = static_cast<std::uint32_t>(bytes.number(4));
    head.values = bytes.number(4);
    head.counts = bytes.number(4);
    auto const key = truths & 1 ? truth.key : bytes.text();
    head.key_bytes = static_cast<std::uint32_t>(key.size());
    std::string body;
    if (truths & 2) {
        head.values = truth.losses.value.size();
        head.counts = truth.losses.count.size();
        body = changed(truth.losses, bytes);
    } else {
        body = bytes.rest();
    }
    if (truths & 4) {
        head.package = 0;
        head.first_scenario = 0;
        head.scenarios = truth.losses.chunk.scenarios;
    }
    std::string file{reinterpret_cast<char const*>(&head), sizeof head};
    file += key + body;
    if (truths & 8) {
        head.checksum = libdeflate_crc32(0, file.data(), file.size());
        std::memcpy(file.data(), &head, sizeof head);
    }
    return file;
}
}  // namespace

Verdict journal(std::string const& bytes) {
    static TruePart const truth;
    auto const out = scratch() / "resumed.h5";
    auto const folder = fs::path{out.string() + ".parts"};
    fs::remove(out);
    fs::remove_all(folder);
    fs::create_directory(folder);
    ByteReader reader{bytes};
    auto const truths = static_cast<unsigned>(reader.number(1)) % 16;
    auto const name = "package-0-scenario-0-" +
                      std::to_string(truth.losses.chunk.scenarios) + ".part";
    put(folder / name,
        truths == 0 ? reader.rest() : part(reader, truths, truth));
    auto const verdict =
        run_program({"run", rich_campaign(), "--resume", "--backend=cpu",
                     "--threads=1", "-o", out.string()});
    if (verdict == Verdict::accepted) {
        run_program({"report", out.string()});
    }
    return verdict;
}
}  // namespace chokepoint::fuzz
