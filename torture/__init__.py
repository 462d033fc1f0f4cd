"""The site under faults: real servers, really killed, while clients ask. `make torture`
writes docs/reliability.md; `make test` runs each fault for a moment."""
