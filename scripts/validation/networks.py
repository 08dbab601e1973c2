"""Networks as validate.py needs them: the oil network's variants, baselines from tables."""

import csv
import fnmatch
import shutil


def write_oil_network(source, folder, input_class, importance):
    """The network of `source` in which every input has this class.

    `importance` is one number for all, None, or one for each (input, buyer).
    A bundle loses in proportion to cost shares: the floor of its buyer is what it sells less what it buys.
    """
    shutil.copytree(source, folder)
    table = folder / "inputs.csv"
    rows = read_table(table)
    for row in rows:
        row["class"] = input_class
        each = importance[row["input"], row["buyer"]] if isinstance(importance, dict) else importance
        row["importance"] = "" if each is None else each
    write_table(table, rows)
    if input_class == "BUNDLE":
        table = folder / "nodes.csv"
        rows = read_table(table)
        for row in rows:
            row["bundle_floor"] = f"{float(row['value_added']) / float(row['sales']):.9g}"
        write_table(table, rows)


def read_table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_table(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def baselines(folder, flows):
    """Weekly baseline trade of "FIRM-OR-COUNTRY>COUNTRY" flows, and value added by country, from network tables."""
    nodes = {row["node"]: row for row in read_table(folder / "nodes.csv")}
    weekly = dict.fromkeys(flows, 0.0)
    for link in read_table(folder / "links.csv"):
        supplier, buyer = nodes[link["supplier"]], link["buyer"]
        country = buyer[6:] if buyer.startswith("final:") else nodes[buyer]["country"]
        for flow in flows:
            party, target = flow.split(">")
            if target == country and party in (supplier["firm"], supplier["country"]):
                weekly[flow] += float(link["flow"])
    value_added = {}
    for row in nodes.values():
        value_added[row["country"]] = value_added.get(row["country"], 0) + float(row["value_added"])
    return weekly, value_added


def received(folder, country, product):
    """Weekly baseline receipts of a product by a country's producers and households, million USD."""
    nodes = {row["node"]: row for row in read_table(folder / "nodes.csv")}
    return sum(float(link["flow"]) for link in read_table(folder / "links.csv")
               if nodes[link["supplier"]]["product"] == product
               and (link["buyer"] == f"final:{country}"
                    or nodes.get(link["buyer"], {}).get("country") == country))


def missing_nodes(campaign, folder):
    """Nodes that a campaign needs and the network lacks.

    A campaign says so in comments: "# needs node *:PRODUCT:FIRM".
    """
    nodes = [row["node"] for row in read_table(folder / "nodes.csv")]
    lines = campaign.read_text(encoding="utf-8").splitlines()
    needs = [line.split()[-1] for line in lines
             if line.startswith("# needs node ")]
    return [name for name in needs if not fnmatch.filter(nodes, name)]
