"""A library of a few clauses with everything that rules judge by, and a config with no fault."""

from __future__ import annotations

from functools import lru_cache

from mou_builder.library.library import Library
from tests.support.library.files_in_memory import FilesInMemory

MODEL = """\
id: demo
version: 1.0.0
states: [GA]
language: en-US
source: written for the tests
title: Demonstration Agreement
agreement_line: "The parties agree:"
sections:
  - id: main
    heading: Main Part
    clauses: [mission, training, funding, stations, presence, security, records, cameras, silence]
  - {id: end, heading: End, clauses: [term, termination, quick-exit, leave]}
closing:
  text: Signed on the {{ day }} of {{ month }}, {{ year }}
  open: {day: _____, month: _____, year: 20_}
  beside: {words: [attest*, as to form]}
parties:
  district: {label: school district, open: _____ Schools, caption: Superintendent}
  agency: {label: agency, open: _____ Police, caption: Chief}
kinds:
  police: {label: police department, head: Chief of Police, agency: yes}
  sheriff: {label: sheriff's office, head: Sheriff, agency: yes}
  city: {label: city, head: Mayor}
  school: {label: school district, head: Superintendent}
  counsel: {label: counsel, head: Attorney}
judgement:
  longest_term: 5
  school_year: {from: september, until: may}
  renewal_days: 60
  notices:
    - {clause: termination, days: 30}
    - {clause: leave, days: 30}
  same_numbers:
    - [funding.officers, stations.posts.officers]
  not_more:
    - {this: presence.officers, than: funding.officers}
  within_term: [funding.instalments.due]
  grace_days: 31
  grants:
    - {clause: funding, variant: grant, from: grant_from, until: grant_until, after: [afterwards]}
  schools: [stations.other_schools]
  titles:
    sheriff: [Chief of Police]
    police: [Sheriff]
    school: [Chief of Police, Sheriff]
  names:
    police: [Sheriff's Office]
"""

CLAUSES = {
    "mission": "text: The mission is safety.",
    "training": """
text: "Training is given in these areas:"
blanks:
  topics:
    type: list
    label: topics
    own: yes
    choices:
      law: school law
      climate: school climate
      care: trauma informed care
      restraint: the law of Ohio on restraint
variants:
  as-published: {title: Left open, open: yes, text: "*[Insert topics]*"}
  listed:
    title: Listed
    text: |
      {% for topic in topics %}
      - {{ topic }}
      {% endfor %}
""",
    "funding": """
variants:
  as-published: {title: Left open, open: yes, text: "*[Insert funding]*"}
  shared:
    title: Shared
    blanks:
      officers: {type: count, label: officers, minimum: 1}
      district_share: {type: percent, label: the district's share, maximum: 100}
      agency_share: {type: percent, label: the agency's share, required: no}
      payer: {type: choice, label: payer of overtime, choices: {d: district, a: agency}, default: d}
      extra: {type: text, label: extra, required: no}
    sums: [{parts: [district_share, agency_share], whole: 100%}]
    text: "{{ officers }} at {{ district_share }} and {{ agency_share }}, overtime: {{ payer }}."
  fixed:
    title: Fixed
    blanks:
      officers: {type: count, label: officers, minimum: 1}
      total: {type: money, label: amount}
      instalments:
        type: rows
        label: instalments
        columns: {due: {type: date, label: due}, amount: {type: money, label: amount}}
    sums: [{parts: [instalments.amount], whole: total}]
    text: |
      {{ officers }} for {{ total }}:
      | Due | Amount |
      {% for each in instalments %}
      | {{ each.due }} | {{ each.amount }} |
      {% endfor %}
  grant:
    title: Grant
    blanks:
      officers: {type: count, label: officers, minimum: 1}
      grant_from: {type: date, label: first day}
      grant_until: {type: date, label: last day}
      afterwards: {type: percent, label: share afterwards, required: no}
    text: >-
      {{ officers }} from {{ grant_from }} through {{ grant_until }}
      {% if afterwards is given %}then {{ afterwards }}{% endif %}.
""",
    "stations": """
variants:
  one:
    title: One school
    blanks:
      school: {type: school, label: school}
      other_schools: {type: list, label: other schools, own: yes, required: no}
      starts: {type: time, label: start of duty, default: 7:30}
      ends: {type: time, label: end of duty, default: 15:30}
    text: "{{ school }} from {{ starts }} until {{ ends }}."
  schedule:
    title: Schedule
    blanks:
      rota:
        type: rows
        label: schedule
        columns:
          officer: {type: name, label: officer, required: no}
          school: {type: school, label: school}
          from: {type: time, label: start}
          until: {type: time, label: end}
    text: |
      | School | From |
      {% for row in rota %}
      | {{ row.school }} | {{ row.from }} |
      {% endfor %}
  posts:
    title: Posts
    blanks:
      posts:
        type: rows
        label: posts
        columns: {school: {type: school, label: school}, officers: {type: count, label: number}}
    text: |
      | School | Officers |
      {% for row in posts %}
      | {{ row.school }} | {{ row.officers }} |
      {% endfor %}
""",
    "presence": """
optional: yes
blanks:
  officers: {type: count, label: officers present}
text: "{{ officers }} are present."
""",
    "security": """
optional: yes
blanks:
  rate: {type: money, label: rate}
text: "Security costs {{ rate }}."
""",
    "records": "text: Records stay with the agency.",
    "cameras": """
optional: yes
requires: [records]
text: Recordings are records under {{ clause("records") }}.
""",
    "silence": """
optional: yes
conflicts: [cameras]
text: No camera is worn.
""",
    "term": "text: It remains effective until {{ until }}.",
    "termination": "text: It may be terminated by thirty (30) days' notice.",
    "quick-exit": """
optional: yes
conflicts: [funding/grant]
text: It may be terminated at once.
""",
    "leave": """
optional: yes
blanks:
  notice: {type: days, label: notice, default: 30}
text: Leave is told {{ notice }} before.
""",
}

STATE = """\
id: state
title: What the state asks for
models: [demo]
source: a statute of the tests
read: 2026-11-24
requirements:
  - id: mission
    title: A mission
    severity: error
    basis: Stat. § 1
    satisfied_by: [{clause: mission}]
    hint: keep the clause mission
  - id: officers
    title: At least two officers
    severity: error
    basis: Stat. § 2
    satisfied_by:
      - {clause: funding, blank: officers, minimum: 2}
      - {clause: presence, blank: officers, minimum: 2}
  - id: law
    title: Training in school law
    severity: warning
    basis: Stat. § 3
    satisfied_by: [{clause: training, variant: listed, blank: topics, includes: law}]
  - id: signed
    title: Signed by both sides
    severity: error
    basis: Stat. § 4
    satisfied_by: [{all: [{signatory: district}, {signatory: agency}]}]
  - id: end
    title: An end, or no security
    severity: error
    basis: Stat. § 5
    satisfied_by: [{term: until}]
"""

GRANT = """\
id: police-grant
title: What the grant asks for
source: an award of the tests
read: 2026-11-24
requirements:
  - id: due
    title: Signed within ninety days
    severity: error
    basis: Award, condition 1
    satisfied_by: [{clause: records}]
    due_days: 90
    grant: police-grant
"""

FILMED = """\
id: filmed
title: What a rule on recordings asks for
source: a statute of the tests
read: 2026-11-24
requirements:
  - id: cameras
    title: Cameras
    severity: error
    basis: Stat. § 9
    satisfied_by: [{clause: cameras}]
"""

PARTLY = """\
id: partly
title: What was read of a statute
source: a statute of the tests
address: https://example.org/statute
how: quoted
since: 2020-01-01
binds: every school
read: 2025-11-23
partial: yes
was_read: the first section
not_read: the second section
requirements:
  - id: no-cameras
    title: No cameras
    kind: forbidden
    severity: error
    basis: Stat. § 10
    satisfied_by: [{not: {clause: cameras}}]
  - id: principals
    title: Signed by each principal
    kind: signature
    severity: warning
    basis: Stat. § 11
    satisfied_by: [{signatory: district, title: Superintendent}]
"""

PRESCRIBED = """\
id: prescribed
title: An agreement that the state prescribes
source: a rule of the tests
read: 2026-11-24
requirements:
  - id: whole
    title: The whole text of the state
    kind: state-model
    severity: error
    basis: Rule 1
    satisfied_by: [{never: the state prescribes the whole text}]
  - id: principals
    title: Signed by the principal of each school
    kind: signature
    severity: error
    basis: Rule 2
    satisfied_by: [{signatory: district, title: principal, each_school: yes}]
"""

NEIGHBOR = FILMED.replace("id: filmed", "id: neighbor\nstates: [OH]")

STATES = """\
states:
  - {code: GA, name: Georgia, cited_as: [O.C.G.A.]}
  - {code: OH, name: Ohio, cited_as: [Ohio Rev. Code]}
  - {code: WI, name: Wisconsin, cited_as: [Wis. Stat.]}
"""

ELSEWHERE = STATE.replace("id: state", "id: elsewhere").replace("[demo]", "[other]")

RIGHT = """\
model: demo
parties:
  district:
    name: Maple Grove School District
    schools: [Maple Grove High School, Oak Middle School]
    signatory: {name: Dana Whitfield, title: Superintendent}
  agency:
    name: Maple Grove Police Department
    kind: police
    signatory: {name: Luis Ortega, title: Chief of Police}
signed: 2026-06-15
term:
  from: 2026-07-01
  until: 2028-06-30
clauses:
  training:
    variant: listed
    topics: [law, care, first aid]
  funding:
    variant: shared
    officers: 2
    district_share: 75%
  stations:
    variant: one
    school: Oak Middle School
"""
"""A config with nothing to find, under the set ``state``, too."""


def files(**changed: str) -> FilesInMemory:
    """Return the library's files; ``changed`` has other texts of clauses (``_`` for ``-``)."""
    clauses = CLAUSES | {name.replace("_", "-"): text for name, text in changed.items()}
    texts = {
        f"demo/clauses/{name}.yaml": f"id: {name}\ntitle: {name}\n{text.strip()}\n"
        for name, text in clauses.items()
    }
    return FilesInMemory(
        {
            "demo/model.yaml": MODEL,
            "requirements/state.yaml": STATE,
            "requirements/police-grant.yaml": GRANT,
            "requirements/elsewhere.yaml": ELSEWHERE,
            "requirements/filmed.yaml": FILMED,
            "requirements/neighbor.yaml": NEIGHBOR,
            "requirements/partly.yaml": PARTLY,
            "requirements/prescribed.yaml": PRESCRIBED,
            "states.yaml": STATES,
            **texts,
        }
    )


@lru_cache(maxsize=1)
def judged_library() -> Library:
    return Library(files())
