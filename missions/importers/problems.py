"""What can be wrong with a file, and with a row of it."""


class ImportProblem(Exception):
    """The file cannot be imported; the message says what, where and what would be
    right. Nothing was written."""


class Rejected(Exception):
    """A row cannot be taken; the message is its reason."""
