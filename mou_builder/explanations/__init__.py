"""What each diagnostic code means, as data: one YAML file a family of codes, under ``codes/``."""
