"""The loader of `data/`: reads files, builds records, writes them all or not at all.

`files` reads text, YAML and CSV and knows where each value stands; `values` turns what
was written into what a field holds; `shapes` says which keys a record has and builds it;
`tables` does the same for CSV; `writing` puts rows into the database and explains what
it refuses; `load` runs the whole.
"""
