"""The agreement of a city and one school with few words, which is read in half the time."""

from __future__ import annotations

from pathlib import Path

_CITY = Path("configs/city-and-one-school.yaml").read_text("utf-8")
_SHORTER = (
    *("activity-reports", "school-discipline", "custody", "school-official", "training"),
    *("law-enforcement-records", "assessment", "employment", "equipment-and-training-costs"),
    *("chain-of-command", "duty-stations"),
)
_BEFORE, _, _CLAUSES = _CITY.partition("\nclauses:\n")
_FUNDING = _CLAUSES[_CLAUSES.index("  funding:") : _CLAUSES.index("  employment:")]
SHORT = f"{_BEFORE.replace('requirements: [wisconsin]', '')}\nclauses:\n{_FUNDING}" + "".join(
    f"  {each}: {{text: As both parties agree., because: it is shorter}}\n" for each in _SHORTER
)
