"""What the page Draft works with: the work of one person on one config, and how it is shown."""
