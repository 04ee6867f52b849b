"""Measurements, as ratios taken in one run: ``make bench``, or ``python -m bench [NAME…]``.

Timings depend on the machine and its load. So nothing is held against a number of seconds from
another day: what is compared is run in turns, and the medians are divided.
"""
