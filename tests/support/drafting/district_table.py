"""A table of districts and the map that reads it."""

from __future__ import annotations

MAP = """\
file: "{District}.yaml"
values: {model: wisconsin-sro, clauses: {disputes: yes}}
columns:
  parties.district.name: {column: District, required: yes}
  parties.agency.name: Agency
  parties.agency.kind: {column: Type, words: {PD: police, SO: sheriff}, otherwise: PD}
  parties.district.schools: {column: Schools, split: ;}
  term.until: {column: End, date: yes}
"""
HEAD = "District,Agency,Type,Schools,End\n"
