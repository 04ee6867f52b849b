"""Many agreements at once: how each stands, and what is due."""
