"""The workbench: what the commands do, as pages in a browser, over one folder of configs."""
