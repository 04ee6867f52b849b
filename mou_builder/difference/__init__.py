"""What differs between two agreements, and why; the marks of a redline."""
