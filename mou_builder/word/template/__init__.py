"""A Word template: judged, compiled, and what it says of looks."""
