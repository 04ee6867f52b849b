"""What the other side changed in a copy that came back, tracked or not."""
