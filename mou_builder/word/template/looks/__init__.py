"""The looks of a Word template, read from its XML into the values of `mou_builder.word.look`."""
