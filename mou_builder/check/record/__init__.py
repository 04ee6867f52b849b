"""The record of a config: its facts as values, and whether they are about its words."""
