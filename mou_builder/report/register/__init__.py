"""The register for the public: pages, a feed, JSON of the same facts."""
