"""What a config must satisfy, and what is said when it does not."""
