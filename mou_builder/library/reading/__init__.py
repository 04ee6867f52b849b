"""The files of the library, read and validated into its values."""
