"""Prior for trade between countries: size, distance and political ties."""

import math

import numpy as np
import pandas as pd

from sources import Sources

# Trade falls with distance^-EXPONENT. Survey mean for all goods is about 0.9 (Disdier and Head 2008, Review of
# Economics and Statistics 90); goods that fly fall less, software and licences not at all (judgement).
DISTANCE_EXPONENT = {"sea": 0.8, "air": 0.3, "none": 0.0}
# A country trades with itself over this distance, and this much more than distance explains (judgement).
HOME_DISTANCE_KM = 500.0
HOME_FACTOR = {"sea": 2.0, "air": 1.5, "none": 1.0}
EARTH_RADIUS_KM = 6371.0


def distance_km(a, b) -> float:
    """Great-circle distance between two countries (latitude, longitude in degrees), at least HOME_DISTANCE_KM."""
    lat_a, lon_a, lat_b, lon_b = (math.radians(x) for x in (a.latitude, a.longitude, b.latitude, b.longitude))
    chord = (math.sin((lat_b - lat_a) / 2) ** 2
             + math.cos(lat_a) * math.cos(lat_b) * math.sin((lon_b - lon_a) / 2) ** 2)
    return max(HOME_DISTANCE_KM, 2 * EARTH_RADIUS_KM * math.asin(min(1.0, math.sqrt(chord))))


class Gravity:
    """Attraction of a pair of countries for one product, without the sizes."""

    def __init__(self, sources: Sources):
        self._country = {row.country: row for row in sources.countries.itertuples()}
        self._blocs = {row.country: {*row.blocs.split(";"), row.country, "*"}
                       for row in sources.countries.itertuples()}
        self._products = sources.products.set_index("product")
        self._ties = list(sources.trade_ties.itertuples())
        self._distance = {}

    def attraction(self, product: str, exporters, importers) -> np.ndarray:
        """Return [exporters, importers] attraction >= 0, rounded to 6 digits so that libm versions agree."""
        transport = self._products.transport[product]
        tags = {product, self._products.group[product], "*"}
        ties = [tie for tie in self._ties if tie.products in tags]
        return np.array([[self._pair(exporter, importer, transport, ties) for importer in importers]
                         for exporter in exporters])

    def _pair(self, exporter, importer, transport, ties) -> float:
        key = (exporter, importer, transport)
        if key not in self._distance:
            km = HOME_DISTANCE_KM if exporter == importer else distance_km(self._country[exporter],
                                                                           self._country[importer])
            value = (km / HOME_DISTANCE_KM) ** -DISTANCE_EXPONENT[transport]
            if exporter == importer and exporter != "ROW":
                value *= HOME_FACTOR[transport]
            self._distance[key] = float(f"{value:.6g}")
        value = self._distance[key]
        if exporter != importer:
            for tie in ties:
                if tie.exporter in self._blocs[exporter] and tie.importer in self._blocs[importer]:
                    value *= tie.factor
        return value


class FirmTies:
    """Factor by which two firms trade more or less than their countries do; a site trades as its firm, or as a row of
    its own says. The first matching row counts."""

    def __init__(self, sources: Sources):
        self._ties = list(sources.firm_ties.itertuples())
        self._firm_of = dict(zip(sources.sites.site, sources.sites.firm))

    def factor(self, supplier_firm, supplier_product, buyer_firm, buyer_product) -> float:
        site, supplier_firm = supplier_firm, self._firm_of.get(supplier_firm, supplier_firm)
        for tie in self._ties:
            if tie.supplier_product not in ("*", supplier_product) or tie.buyer_product not in ("*", buyer_product):
                continue
            if tie.supplier_firm == "=":
                if supplier_firm and supplier_firm == buyer_firm:
                    return tie.factor
            elif tie.supplier_firm in ("*", supplier_firm, site) and tie.buyer_firm in ("*", buyer_firm):
                return tie.factor
        return 1.0
