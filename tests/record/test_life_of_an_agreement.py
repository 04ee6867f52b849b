"""Six years of one agreement, told step by step, and what is said of it after each step."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result

from mou_builder.cli.program import program
from tests.support.signing.certificates import PASSPHRASE, identity

CITY = Path("configs/city-and-one-school.yaml").read_text(encoding="utf-8")


class Office:
    """The clerk's folder, the commands that the clerk types, and the day on which."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = "2026-06-01"
        for who in ("Dana Whitfield", "Luis Ortega"):
            (folder / f"{who.split()[0].lower()}.p12").write_bytes(identity(who).p12)

    def mou(self, *args: object, code: int = 0) -> Result:
        environment = {"MOU_PASSPHRASE": PASSPHRASE}
        result = CliRunner().invoke(program, list(map(str, args)), env=environment)
        assert result.exit_code == code, result.output
        return result

    def record(self, config: str, *args: object, code: int = 0) -> str:
        dated = ("--on", self.day, "--as-of", self.day)
        return self.mou("record", self.folder / config, *args, *dated, code=code).output

    def renders(self, config: str) -> Path:
        made = self.folder / "made"
        self.mou("render", self.folder / config, "-o", made, "--format", "pdf", "--force")
        return made / Path(config).with_suffix(".pdf")

    def is_signed(self, pdf: Path) -> None:
        for field, name in (("district", "dana"), ("agency", "luis")):
            key = self.folder / f"{name}.p12"
            self.mou("sign", pdf, "--field", field, "--certificate", key)

    def verifies(self, pdf: Path, code: int = 0) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(
            self.mou("verify", pdf, "--format", "json", code=code).output
        )
        return found

    def status(self) -> list[dict[str, Any]]:
        args = ("status", self.folder, "--format", "json", "--as-of", self.day)
        found: list[dict[str, Any]] = json.loads(self.mou(*args).stdout)["agreements"]
        return found

    def register(self) -> list[dict[str, Any]]:
        site = self.folder / "site"
        self.mou(
            *("publish", self.folder, "-o", site, "--force", "--as-of", self.day),
        )
        found: list[dict[str, Any]] = json.loads((site / "register.json").read_text("utf-8"))[
            "agreements"
        ]
        return found


def state(office: Office) -> str:
    (only,) = office.status()
    return str(only["state"])


def test_six_years_of_an_agreement(tmp_path: Path):
    office = Office(tmp_path)
    config = tmp_path / "maple-grove.yaml"

    # 2026: drafted, sent out, adopted, and signed by two with their certificates.
    config.write_text(CITY.replace("2027-06-30", "2028-06-30"), "utf-8")
    assert state(office) == "ready to sign"
    office.record(config.name, "sent", "--by", "both parties")
    assert state(office) == "out for signature"
    office.day = "2026-06-09"
    office.record(config.name, "adopted", "--by", "School Board", "--vote", "7 to 0")
    assert state(office) == "adopted, not signed"

    pdf = office.renders(config.name)
    assert office.verifies(pdf, code=1)["problems"] == ["it has no digital signature"]
    office.is_signed(pdf)
    assert office.verifies(pdf)["as_it_should_be"]
    assert state(office) == "adopted, not signed"  # until the copy is on record
    office.record(config.name, "signed", "--by", "Dana Whitfield")
    assert office.status()[0]["missing_signatures"] == ["Luis Ortega"]
    office.record(config.name, "signed", "--by", "Luis Ortega")
    office.record(config.name, "--copy", pdf)
    assert state(office) == "signed, not yet in effect"

    office.day = "2026-09-01"
    assert state(office) == "in effect"
    assert office.register() == []  # nobody has made it public
    office.record(config.name, "public")
    office.record(config.name, "posted", "--where", "https://maplegrove.example/sro")
    (shown,) = office.register()
    assert [each["by"] for each in shown["signed"]] == ["Dana Whitfield", "Luis Ortega"]
    assert shown["postings"] == ["Posted at https://maplegrove.example/sro on September 1, 2026."]

    # 2027: a first amendment, whose instrument both sign; the executed copy goes on record.
    office.day = "2027-01-11"
    first = tmp_path / "maple-grove-amended-1.yaml"
    _amend(office, config, "School Board", "district_share: 60%")
    assert office.status()[0]["amendments"][0]["state"] == "proposed"
    instrument = tmp_path / "maple-grove-amendment-1.pdf"
    office.record(first.name, "--copy", pdf, "--amendment", 1, code=1)  # which is the agreement's
    office.is_signed(instrument)
    assert office.verifies(instrument)["as_it_should_be"]
    office.record(first.name, "--copy", instrument, "--amendment", 1)
    for who in ("Dana Whitfield", "Luis Ortega"):  # on the day of the story, not of the computer
        office.record(first.name, "signed", "--by", who, "--amendment", 1)
    (only,) = office.status()
    assert (only["state"], Path(only["file"]).name) == ("in effect as amended", first.name)
    (shown,) = office.register()
    changed = next(
        each for each in shown["history"] if each["text"] == "Amendment No. 1 took effect."
    )
    assert "The school district's share: 75% → 60% (clause 13)" in changed["changes"]

    # A second amendment, which the board refuses: nothing changes, and the public hears nothing.
    office.day = "2027-03-08"
    second = tmp_path / "maple-grove-amended-2.yaml"
    _amend(office, first, "Police Department", "district_share: 90%")
    office.record(second.name, "refused", "--by", "School Board", "--amendment", 2)
    (only,) = office.status()
    assert Path(only["file"]).name == first.name
    assert [each["state"] for each in only["amendments"]] == ["in effect", "refused"]
    assert "90%" not in json.dumps(office.register())
    conformed = tmp_path / "conformed"
    args = ("--conformed", "-o", conformed, "--format", "text", "--as-of", office.day)
    office.mou("render", first, *args)
    text = (conformed / "maple-grove-amended-1-conformed.txt").read_text("utf-8")
    assert "as amended through Amendment No. 1, in effect since January 11, 2027" in text
    assert "60 percent" in text
    assert "Signed: June 9, 2026" in text
    refused = office.mou("render", second, *args, code=1)
    assert "Amendment No. 2 is not in effect" in " ".join(refused.output.split())

    # 2028: renewed, signed on paper, and the scan put on record.
    office.day = "2028-05-10"
    assert state(office) == "in effect, review due"
    office.mou("renew", first)
    following = next(tmp_path.glob("*2030.yaml"))
    office.day = "2028-06-12"
    for who in ("Dana Whitfield", "Luis Ortega"):
        office.record(following.name, "signed", "--by", who)
    office.record(following.name, "public")
    states = {Path(each["file"]).name: each["state"] for each in office.status()}
    assert states[following.name] == "signed, not yet in effect"
    office.day = "2028-09-01"
    states = {Path(each["file"]).name: each["state"] for each in office.status()}
    assert states == {following.name: "in effect", first.name: "superseded"}
    (shown,) = office.register()
    assert {each["day"][:4] for each in shown["history"]} >= {"2026", "2027", "2028"}
    began = next(each for each in shown["history"] if each["text"] == "A further term began.")
    assert began["changes"] == [
        "The last day of the term: June 30, 2028 → June 30, 2030 (clause 18)"
    ]

    # 2029: the executed copy of the first term is altered on the disk, and then lost.
    office.day = "2029-02-01"
    pdf.write_bytes(pdf.read_bytes() + b"\n% touched\n")
    assert _copies(office, first.name) == ["altered", "kept"]
    pdf.unlink()
    assert _copies(office, first.name) == ["missing", "kept"]

    # 2030: the term runs out, and nobody has renewed it.
    office.day = "2030-07-01"
    states = {Path(each["file"]).name: each["state"] for each in office.status()}
    assert states[following.name] == "lapsed"
    assert office.register() == []


def _copies(office: Office, file: str) -> list[str]:
    found = {Path(each["file"]).name: each["copies"] for each in office.status()}
    return [each["state"] for each in found[file]]


def _amend(office: Office, config: Path, who: str, value: str) -> None:
    office.mou("amend", config, "--new", "-o", office.folder / "proposals", "--force")
    proposal = office.folder / "proposals" / f"{config.stem}-proposal.yaml"
    proposal.write_text(
        f"proposed_by: {who}\ndate: {office.day}\nchanges:\n"
        f"  - clause: funding\n    set: {{{value}}}\n    because: the costs changed\n",
        "utf-8",
    )
    office.mou("amend", config, proposal, "-o", office.folder, "--date", office.day, "--force")
