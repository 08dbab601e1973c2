"""The shipped networks as their tests read them: with the csv module alone, not by the builder."""

import collections
import csv
import pathlib

ROOT = pathlib.Path(__file__).resolve().parents[2]
NETWORKS = ROOT / "configs/networks"
CHIPS = NETWORKS / "chips-and-minerals"
ALL_NETWORKS = ["chips-and-minerals", "korea-2019", "teaching"]
REQUIRED = ("countries", "products", "nodes", "inputs", "final_demand", "links")
LIMITING = ("CRITICAL", "IMPORTANT", "BUNDLE", "CAPITAL")  # classes of inputs that hold output back
COLUMNS = {  # of configs/networks/README.md
    "countries": "country name blocs gdp_busd natural_hazard_rate hazard_regions",
    "products": "product name stage group dual_use tariff_elasticity first_served_share",
    "firms": "firm name owner_country parent",
    "routes": "route name",
    "nodes": "node country product firm sales value_added spare_capacity overtime_max overtime_weeks cycle_weeks "
             "scrap_share bundle_floor priority_share sites latent",
    "inputs": "buyer input class importance bundle_weight cover_weeks adjustment_weeks caution lead_time_weeks "
              "qualification_delay_weeks qualification_ramp_weeks resourcing_ceiling supply_line shift_share "
              "design_out_share design_out_delay_weeks design_out_ramp_weeks specific_share specific_breadth",
    "final_demand": "country product demand postponed_share qualification_delay_weeks qualification_ramp_weeks "
                    "resourcing_ceiling shift_share",
    "links": "supplier buyer flow alternate_weight priority routes",
}


def read(path):
    with open(path, newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


class Network:
    """The tables of one folder and sums over its links."""

    def __init__(self, name):
        self.tables = {path.stem: read(path) for path in sorted((NETWORKS / name).glob("*.csv"))}
        self.nodes = {row["node"]: row for row in self.tables["nodes"]}
        self.links = [(row["supplier"], row["buyer"], float(row["flow"])) for row in self.tables["links"]]
        self.sold = collections.Counter()
        self.bought = collections.Counter()
        self.into = collections.Counter()  # (buyer, product) -> flow
        for supplier, buyer, flow in self.links:
            self.sold[supplier] += flow
            self.bought[buyer] += flow
            self.into[buyer, self.nodes[supplier]["product"]] += flow

    def world_share(self, product, country=None, firm=None):
        """Share of world sales of a product made in a country or by a firm."""
        rows = [row for row in self.nodes.values() if row["product"] == product]
        chosen = [row for row in rows if country in (None, row["country"]) and firm in (None, row["firm"])]
        return sum(self.sold[row["node"]] for row in chosen) / sum(self.sold[row["node"]] for row in rows)
