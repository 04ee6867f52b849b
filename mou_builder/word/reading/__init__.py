"""Reading a Word document that comes back: its words, tracked changes, comments and anchors."""
