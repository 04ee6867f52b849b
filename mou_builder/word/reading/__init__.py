"""Reading back a Word document that was in other hands: words, changes, comments, anchors."""
