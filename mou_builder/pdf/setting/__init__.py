"""Setting a document with Typst: its data, its fonts, and what is added to the PDF afterwards.

To be read in this order, after two modules of values: `agreement.document` (what is set) and
`word.look` (how the template has it look).

1. `typesetting` runs Typst on `typst/`, which draws what the data say and knows no agreement:
   looks, words, blocks and pages, a file each. (`pdf.signature_look` has `signature` set.)
2. `style_data` makes data of styles; `fonts` and `font_files` tell it how large letters are.
3. `flow` has the blocks of data and their distances; `pieces` and `inlines` the words in them.
4. `paragraph_blocks` and `agreement_blocks` make the blocks of an agreement, `story_blocks` those
   of the template around it.
5. `finishing` adds what Typst cannot write, with `fields`, to the bytes (`objects`).

`mou_builder.pdf.document` puts these together.
"""
