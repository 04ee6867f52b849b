"""Writing a config by asking: the questions of a model, their answers, and the config they make."""
