#include "host/study/parts/stored_study.hpp"

#include <filesystem>
#include <utility>

#include "host/campaign/model/compiled_sha256.hpp"
#include "host/campaign/toml/load_campaign.hpp"
#include "host/network/input_error.hpp"
#include "host/network/tables/network_sha256.hpp"

namespace chokepoint {
Study stored_study(ResultsDescription const& d,
                   std::string const& path,
                   std::string const& network) {
    auto campaign = parse_campaign(d.campaign, path);
    if (!network.empty()) {
        campaign.network_path = network;
    } else if (!std::filesystem::is_directory(campaign.network_path)) {
        throw InputError{path + ": the network of this run is not at '" +
                         campaign.network_path +
                         "' any more (say where it is with --network)"};
    }
    auto const sha256 = network_sha256(campaign.network_path);
    if (sha256 != d.network_sha256) {
        throw InputError{campaign.network_path +
                         ": these are not the tables of the run (SHA-256 " +
                         sha256 + ", the file has " + d.network_sha256 +
                         "; say where they are with --network)"};
    }
    auto study = make_study(std::move(campaign));
    auto const tables = compiled_sha256(study.model);
    // Files of older programs do not say: then the losses alone tell.
    if (!d.compiled_sha256.empty() && tables != d.compiled_sha256) {
        throw InputError{
            path +
            ": this program computes other tables from the same campaign and "
            "network (compiled_sha256 " +
            tables + ", the file has " + d.compiled_sha256 +
            "): another build or mathematics library (libm), so its worlds "
            "are not those of the run (use the program that ran it, " +
            d.program_version + " " + d.git_commit +
            ", on such a machine; or run the campaign again here)"};
    }
    return study;
}
}  // namespace chokepoint
