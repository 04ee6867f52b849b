"""What a redline of ours proposes, and what became of each change that it has."""
