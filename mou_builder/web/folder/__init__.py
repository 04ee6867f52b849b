"""The one folder that a workbench is over: its configs, their states, and what is not saved yet."""
