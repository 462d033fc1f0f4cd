"""What is wrong with the files, all of it, each with its place."""

import difflib


class Problems:
    """Collects problems. A line reads `file:line: key: what is wrong`."""

    def __init__(self):
        self.lines = []

    def add(self, where, text):
        self.lines.append(f"{where}: {text}")

    def __bool__(self):
        return bool(self.lines)

    def __iter__(self):
        return iter(sorted(self.lines, key=natural))


def natural(line):
    """Sort by file, then by line number as a number."""
    parts = line.split(":", 2)
    number = int(parts[1]) if len(parts) > 1 and parts[1].isdigit() else 0
    return parts[0], number, line


def suggestion(wrong, valid):
    """`; did you mean x?` or nothing."""
    near = difflib.get_close_matches(str(wrong), map(str, valid), n=1)
    return f"; did you mean {near[0]}?" if near else ""
