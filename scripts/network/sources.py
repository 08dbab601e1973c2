"""Read the source tables of a network folder."""

import dataclasses
import pathlib

import pandas as pd

TABLES = ("countries", "products", "producer_shares", "firms", "firm_shares", "sites", "recipes", "recipe_exceptions",
          "final_demand", "other_use", "known_use", "tool_purchases", "chip_sales", "known_trade", "stockpiles",
          "stage_parameters", "trade_ties", "firm_ties", "routes", "route_rules", "transit", "cycle_times",
          "plant_sizes", "idle_capacity", "hazard_regions", "shift_shares", "design_out", "buyer_habits",
          "first_served")

NUMBERS = {
    "countries": ("gdp_busd", "latitude", "longitude", "hazard_score"),
    "products": ("world_value_musd_per_year",),
    "producer_shares": ("share",),
    "firm_shares": ("share_of_world",),
    "sites": ("share",),
    "recipes": ("cost_share",),
    "recipe_exceptions": ("factor",),
    "final_demand": ("share",),
    "other_use": ("share",),
    "known_use": ("share",),
    "tool_purchases": ("share",),
    "chip_sales": ("value_busd",),
    "known_trade": ("share_of_imports", "share_of_supply", "used"),
    "stockpiles": ("weeks_of_use",),
    "stage_parameters": ("smallest_country_share", "smallest_firm_share"),
    "trade_ties": ("factor",),
    "firm_ties": ("factor",),
    "transit": ("nautical_miles", "weeks"),
    "cycle_times": ("cycle_weeks", "scrap_share"),
    "plant_sizes": ("plant_musd_per_year",),
    "idle_capacity": ("output", "capacity", "weeks"),
    "hazard_regions": ("hazard_regions",),
    "shift_shares": ("shift_share",),
    "design_out": ("design_out_share", "design_out_delay_weeks", "design_out_ramp_weeks"),
    "buyer_habits": ("caution", "specific_share", "specific_breadth"),
    "first_served": ("first_served_share", "borne_price"),
}


@dataclasses.dataclass
class Sources:
    """The source tables; text cells as written, the columns in NUMBERS as float (NaN where empty)."""

    countries: pd.DataFrame
    products: pd.DataFrame
    producer_shares: pd.DataFrame
    firms: pd.DataFrame
    firm_shares: pd.DataFrame
    sites: pd.DataFrame
    recipes: pd.DataFrame
    recipe_exceptions: pd.DataFrame
    final_demand: pd.DataFrame
    other_use: pd.DataFrame
    known_use: pd.DataFrame
    tool_purchases: pd.DataFrame
    chip_sales: pd.DataFrame
    known_trade: pd.DataFrame
    stockpiles: pd.DataFrame
    stage_parameters: pd.DataFrame
    trade_ties: pd.DataFrame
    firm_ties: pd.DataFrame
    routes: pd.DataFrame
    route_rules: pd.DataFrame
    transit: pd.DataFrame
    cycle_times: pd.DataFrame
    plant_sizes: pd.DataFrame
    idle_capacity: pd.DataFrame
    hazard_regions: pd.DataFrame
    shift_shares: pd.DataFrame
    design_out: pd.DataFrame
    buyer_habits: pd.DataFrame
    first_served: pd.DataFrame


def read_sources(folder: pathlib.Path) -> Sources:
    """Read every table of TABLES from `folder`/NAME.csv."""
    tables = {}
    for name in TABLES:
        table = pd.read_csv(folder / f"{name}.csv", dtype=str, keep_default_na=False)
        table = table.rename(columns={"class": "class_"})
        for column in NUMBERS.get(name, ()):
            table[column] = pd.to_numeric(table[column].replace("", None))
        tables[name] = table
    return Sources(**tables)
