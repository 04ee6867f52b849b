"""The edge to the disk: what is read and written, whole or not at all, for both front ends."""
