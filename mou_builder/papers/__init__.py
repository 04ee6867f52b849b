"""Instruments and packets, as agreements of their own."""
