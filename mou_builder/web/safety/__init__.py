"""Who may do what, and what a request must prove before a page sees it."""
