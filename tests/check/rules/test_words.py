"""Words, names and lists that are typed amiss."""

from __future__ import annotations

from tests.support.check.faultless_config import clause, instead, judged, own, special

CHIEF = "{name: Luis Ortega, title: Chief of Police}"

NO_REASON = "shared-cost, officers: 1, district_share: 75%}\n  custody: {omit: {because: n/a}"

NO_TITLES = ("none", "yes", "1:30", "'.'", "N/A", "42", "to be determined", "a@b.org", "x")

MARKS = (
    "The SRO shall be **unarmed** at dances.",
    "# Dances\n\nThe SRO may dance.",
    "The SRO visits:\n1. the gym\n2. the yard",
    "The SRO visits:\n* the gym\n* the yard",
    "The SRO visits:\n(a) the gym\n(b) the yard",
    "• the gym\n• the yard",
    "See [our policy](https://example.org/p).",
    "The SRO dances.<br>The principal, too.",
    "Item | Price | Payer\nHat | $5.00 | City",
    "| Item | Price |\n| Hat | $5.00 | City |",
)
PLAIN = (
    "The SRO visits:\n- the gym, and\n- the yard\n  behind it",
    "One: (a) the gym; (b) the yard.\n\n1. The gym comes first.",
    "It costs 5 * 3 dollars, as <the rate> says, at 3 p.m.\nA second line.",
    "| Item | Price |\n|:---|---:|\n| Hat | |",
    "Either party may do it, on\n30 days' notice; from June 1, 2027 to\n\nI. Newton.",
)
NOTICED = {
    "a title with a wrong letter": (
        "MOU326",
        [instead("title: Superintendent", "title: Superintendant")],
    ),
    "a title with two letters swapped": (
        "MOU326",
        [instead("title: Chief of Police", "title: Cheif of Police")],
    ),
    "a body of another town in a title": (
        "MOU342",
        [clause("  x: {title: What the Oak Creek Police Department does, text: It waits.}")],
    ),
    "an id between single brackets": ("MOU349", [special("As [funding] says.")]),
    "a clause of one's own twice": (
        "MOU324",
        [
            clause(
                "  hats: {title: Hats, text: The SRO wears a hat.}\n"
                "  caps: {title: Caps, text: The SRO wears a hat}"
            )
        ],
    ),
    "a clause of one's own with the title of another": (
        "MOU324",
        [clause("  money: {title: Program funding, text: 'It is [[funding]].'}")],
    ),
    "a word twice in a law": (
        "MOU337",
        [clause("  definitions-and-authority: {authority: chapter 66 of of the statutes}")],
    ),
    "a word that the text has before the law": (
        "MOU337",
        [clause("  definitions-and-authority: {authority: under chapter 66 of the statutes}")],
    ),
    "an article twice in a party's name": (
        "MOU337",
        [instead("name: Maple Grove School", "name: The the Maple Grove School")],
    ),
    "a title with its article": (
        "MOU337",
        [instead("title: Superintendent", "title: the Superintendent")],
    ),
    **{
        f"in an own text, {words}": ("MOU337", [special(f"The SRO reports {words} principal.")])
        for words in ("of of", "to to", "and and the", "with with", "to a the", "is is to the")
    },
    "a Cyrillic letter in a name": (
        "MOU338",
        [instead("Maple Grove Police", "M\u0430ple Grove Police")],
    ),
    "a Greek letter in a name": (
        "MOU338",
        [instead("Maple Grove Police", "Maple Gr\u03bfve Police")],
    ),
    "a word all of Cyrillic letters that looks Latin": (
        "MOU338",
        [special("The \u0421\u041e\u0420 serves.")],
    ),
    **{
        f"two schools in one entry, with “{sign.strip()}”": (
            "MOU339",
            [
                instead(
                    "Maple Grove High School, Maple",
                    f"'Maple Grove High School{sign}Oak Elementary School', Maple",
                )
            ],
        )
        for sign in (" and ", "; ", " / ", ", ")
    },
    "topics with a semicolon": (
        "MOU339",
        [instead("[school-values, de-escalation]", "[crisis work; first aid]")],
    ),
    "topics by their ids, in one entry": (
        "MOU339",
        [instead("[school-values, de-escalation]", "['school-values, de-escalation']")],
    ),
    "two persons on one line": (
        "MOU339",
        [instead("Dana Whitfield", "Dana Whitfield and Luis Poe")],
    ),
    "an article twice in a value": (
        "MOU337",
        [clause("  officers-under-contract: {provider: the the County}")],
    ),
    "a possessive before a title": (
        "MOU337",
        [instead("supervisor: Patrol Captain", "supervisor: our Captain")],
    ),
    "the home school among the other schools": (
        "MOU324",
        [
            instead("one-school", "home-school"),
            instead(
                "starts:", "other_schools: [maple grove high school], weekly_hours: 6, starts:"
            ),
        ],
    ),
    "one who signs twice": (
        "MOU324",
        [
            instead(
                "signatory: {name: Luis Ortega, title: Chief of Police}",
                f"signatories: [{CHIEF}, {CHIEF}]",
            )
        ],
    ),
    **{
        f"{where}, typed as {typed}": ("MOU346", [instead(old, old.replace(was, typed))])
        for where, old, was, values in (
            ("a supervisor", "supervisor: Patrol Captain", "Patrol Captain", NO_TITLES),
            ("a title", "title: Chief of Police", "Chief of Police", NO_TITLES),
            ("a person", "name: Luis Ortega", "Luis Ortega", ("n/a", "555-123-4567", "John Doe")),
            (
                "a party",
                "name: Maple Grove Police Department",
                "Maple Grove Police Department",
                ("none", "12", "District", "a@b.org"),
            ),
            ("a topic", "topics: [school-values, de-escalation]", "de-escalation", ("'.'", "yes")),
            ("a street", "kind: police", "police", ("police\n    address: a@b.org",)),
            (
                "a reason",
                "shared-cost, officers: 1, district_share: 75%",
                "shared-cost, officers: 1, district_share: 75%",
                (NO_REASON,),
            ),
        )
        for typed in values
    },
    "a name in brackets": ("MOU325", [instead("Luis Ortega", "'[Name of Chief]'")]),
    "a bracket in an own text": ("MOU325", [special("The [District] pays.")]),
    "an article before another": (
        "MOU337",
        [instead("supervisor: Patrol Captain", "supervisor: a Captain")],
    ),
    "an officer in charge with an article": (
        "MOU337",
        [instead("kind: police", "kind: police\n    officer_in_charge: the Chief")],
    ),
    "an own text with an article too many": ("MOU337", [own("The the District pays it all.")]),
    "an article that the text already has": (
        "MOU337",
        [instead("Patrol Captain", "the Patrol Captain")],
    ),
    "a space of no width": ("MOU338", [instead("Maple Grove Police", "Maple\u200b Grove Police")]),
    "a list typed with commas": (
        "MOU339",
        [
            instead(
                "[Maple Grove High School, Maple Grove Middle School]",
                "['Maple Grove High School, Maple Grove Middle School']",
            ),
            instead("school: Maple Grove High School, starts", "school: X School, starts"),
        ],
    ),
    **{text: ("MOU349", [special(text)]) for text in MARKS},
}

SILENT: dict[str, list[tuple[str, str]]] = {
    **{
        title: [instead("title: Superintendent", f"title: {title}")]
        for title in ("Business Office Manager", "Board Treasurer", "Chancellor", "Marshal")
    },
    **{text: [special(text)] for text in PLAIN},
    "words that stand twice on purpose": [
        special("The parties know that that officer had had leave in Walla Walla.")
    ],
    "a name in another script": [instead("Luis Ortega", "Иван Петров")],
    "a name with letters of Hawaii, and of Peru": [instead("Luis Ortega", "Kaʻiulani Peña")],
    "a topic with an “and”, and a name with a comma": [
        instead("[school-values, de-escalation]", "[crisis work and trauma, first aid]"),
        instead("Luis Ortega", "'Luis Ortega, Jr.'"),
    ],
    "short names, years and numbers that are meant": [
        instead("Luis Ortega", "Ng Li"),
        instead("Patrol Captain", "SRO Sgt"),
        instead("kind: police", "kind: police\n    address: P.O. Box 1, Ada"),
        instead(
            "shared-cost, officers: 1, district_share: 75%",
            "shares-by-year, officers: 1, shares: [{year: 2026, officers: 1, district_share: 50%}]",
        ),
    ],
    "a school with a comma in its name": [
        instead(
            "[Maple Grove High School, Maple Grove Middle School]",
            "[Maple Grove High School, 'Academy of Arts, Elm Street']",
        )
    ],
    "a joiner in a Persian name": [instead("Luis Ortega", "علی\u200cرضا")],
}

test_it_is_noticed, test_it_is_passed_over = judged(NOTICED, SILENT)
