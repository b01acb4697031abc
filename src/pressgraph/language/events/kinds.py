"""What kind of participant an entity can be: somebody who acts, a place, a thing."""

from __future__ import annotations

PERSONS = frozenset({"schema:Person", "pg:Group"})
ORGANIZATIONS = frozenset(
    {
        "schema:Organization",
        "schema:GovernmentOrganization",
        "schema:NewsMediaOrganization",
        "schema:Corporation",
        "schema:EducationalOrganization",
        "schema:SportsTeam",
        "schema:PoliticalParty",
        "pg:MilitaryOrganization",
        "pg:InternationalOrganization",
    }
)
POLITIES = frozenset({"schema:Country", "schema:City", "schema:State", "schema:AdministrativeArea"})
PLACES = POLITIES | frozenset(
    {
        "schema:Place",
        "schema:LandmarksOrHistoricalBuildings",
        "schema:BodyOfWater",
        "schema:Continent",
        "schema:Landform",
        "schema:Mountain",
        "schema:CivicStructure",
        "schema:Airport",
        "schema:StadiumOrArena",
        "schema:Residence",
        "schema:RiverBodyOfWater",
        "schema:SeaBodyOfWater",
        "schema:LakeBodyOfWater",
        "schema:OceanBodyOfWater",
        "schema:Park",
        "schema:Bridge",
        "schema:PlaceOfWorship",
        "schema:Hospital",
        "schema:LocalBusiness",
    }
)

_ACCEPTED = {
    "person": PERSONS,
    "organization": ORGANIZATIONS,
    "place": PLACES,
    "actor": PERSONS | ORGANIZATIONS | POLITIES,
    "victim": PERSONS | {"schema:Thing"},
    "doer": PERSONS | ORGANIZATIONS | POLITIES | {"schema:Thing"},
}


def fits(kind: str, wanted: str) -> bool:
    """Whether an entity of class ``kind`` (a CURIE) may be ``wanted``: one of rules.KINDS.

    A ``victim`` is a person, or what no class is known for; a ``doer`` an actor, or what no class is known for.

    >>> fits("schema:Country", "actor"), fits("schema:Place", "actor"), fits("schema:Product", "thing")
    (True, False, True)
    """
    if wanted == "thing":
        return kind not in PERSONS and kind not in ORGANIZATIONS and kind not in POLITIES
    return wanted == "any" or kind in _ACCEPTED.get(wanted, ())
