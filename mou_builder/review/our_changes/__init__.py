"""What a redline of ours proposes, and what became of each of its changes."""
