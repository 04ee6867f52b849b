"""What came back from the other side: what was changed in it, tracked or not."""
