"""What the program keeps for its next start: the loaded library, and what it made of texts."""
