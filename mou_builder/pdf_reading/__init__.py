"""What a PDF from outside says for itself, and whether its pages show it.

Start at `evidence`, which asks the others once each: `words` (what is read on the pages, with
`seen` and `marks` for what the eye finds there, and `letters` for what the fonts draw),
`signatures` (who signed, and what came after) and `carried` (the files in it, as the config that
it was made from). Nothing that the file says of itself is believed. Whether its words are those of
an agreement is told further up, in `mou_builder.record`.
"""
