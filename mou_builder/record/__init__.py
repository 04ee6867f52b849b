"""The record of an agreement: facts, and executed copies as evidence."""
