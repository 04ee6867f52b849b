"""Long work: done beside the answers to requests, with progress and a way to end it."""
