"""The pages: each a blueprint, which reads a request, calls an action and shows what came."""
