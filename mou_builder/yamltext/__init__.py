"""YAML as people expect it: values with their places, and edits that keep comments.

An engine that knows nothing of agreements.
"""
