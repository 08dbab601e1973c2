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
    with open(table, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["class"] = input_class
        each = importance[row["input"], row["buyer"]] if isinstance(importance, dict) else importance
        row["importance"] = "" if each is None else each
    write_table(table, rows)
    if input_class == "BUNDLE":
        table = folder / "nodes.csv"
        with open(table, encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row["bundle_floor"] = f"{float(row['value_added']) / float(row['sales']):.9g}"
        write_table(table, rows)


def write_table(path, rows):
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def baselines(folder, flows):
    """Weekly baseline trade of "FIRM-OR-COUNTRY>COUNTRY" flows, and value added by country, from network tables."""
    def table(name):
        with open(folder / name, encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    nodes = {row["node"]: row for row in table("nodes.csv")}
    weekly = dict.fromkeys(flows, 0.0)
    for link in table("links.csv"):
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
    with open(folder / "nodes.csv", encoding="utf-8", newline="") as file:
        nodes = {row["node"]: row for row in csv.DictReader(file)}
    with open(folder / "links.csv", encoding="utf-8", newline="") as file:
        return sum(float(link["flow"]) for link in csv.DictReader(file)
                   if nodes[link["supplier"]]["product"] == product
                   and (link["buyer"] == f"final:{country}"
                        or nodes.get(link["buyer"], {}).get("country") == country))


def missing_nodes(campaign, folder):
    """Nodes that a campaign needs and the network lacks.

    A campaign says so in comments: "# needs node *:PRODUCT:FIRM".
    """
    with open(folder / "nodes.csv", encoding="utf-8", newline="") as file:
        nodes = [row["node"] for row in csv.DictReader(file)]
    lines = campaign.read_text(encoding="utf-8").splitlines()
    needs = [line.split()[-1] for line in lines
             if line.startswith("# needs node ")]
    return [name for name in needs if not fnmatch.filter(nodes, name)]
