"""Reading the files of `data/`, with the line on which each value stands."""

import csv
import hashlib
import io
import re

import yaml

DEEPEST = 10  # levels of a record; ours have five
BYTE_ORDER_MARK = "\ufeff"
WHOLE_NUMBER = re.compile(r"-?(0|[1-9]\d*)")
DECIMAL_NUMBER = re.compile(r"-?\d+\.\d+")


class Located(dict):
    """A mapping of a YAML file that knows the line of each of its keys."""

    def __init__(self, path, line):
        super().__init__()
        self.path, self.line, self.lines = path, line, {}

    def where(self, key=None):
        return f"{self.path}:{self.lines.get(key, self.line)}"


def relative(path, data_dir):
    return f"{data_dir.name}/{path.relative_to(data_dir).as_posix()}"


def read_text(path, name, problems):
    """The text of a file, or None with a problem reported."""
    try:
        text = path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        problems.add(name, "the file is missing")
        return None
    except OSError as error:  # a folder with the name of a file, a file without rights
        problems.add(name, f"cannot be read: {error.strerror}")
        return None
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        byte = error.object[error.start]
        problems.add(
            f"{name}:{line}", f"byte 0x{byte:02x} is not UTF-8; save the file as UTF-8"
        )
        return None
    if text.startswith(BYTE_ORDER_MARK):
        problems.add(f"{name}:1", "byte-order mark; save as UTF-8 without it")
        return None
    if "\0" in text:
        line = text[: text.index("\0")].count("\n") + 1
        problems.add(f"{name}:{line}", "a NUL character; remove it")
        return None
    return text


def read_yaml(path, name, problems):
    """The mapping in a YAML file, or None with problems reported."""
    text = read_text(path, name, problems)
    if text is None:
        return None
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        problems.add(f"{name}:{line}", f"not YAML: {error.problem}")
        return None
    except yaml.YAMLError as error:
        problems.add(f"{name}:1", f"not YAML: {error}")
        return None
    if not isinstance(node, yaml.MappingNode):
        problems.add(f"{name}:1", "expected a mapping of keys to values")
        return None
    return construct(node, name, problems, set())


def construct(node, name, problems, seen, depth=0):
    """Plain values of a YAML node. Only true, false, null and decimal numbers are more
    than text: a bare `no` is Norway's code and a bare 1948-05-29 is what was written."""
    line = node.start_mark.line + 1
    if id(node) in seen:
        problems.add(f"{name}:{line}", "YAML aliases are not used here; write it out")
        return None
    seen.add(id(node))
    if depth > DEEPEST:
        problems.add(f"{name}:{line}", "lists within lists without end")
        return None
    if isinstance(node, yaml.SequenceNode):
        return [construct(item, name, problems, seen, depth + 1) for item in node.value]
    if isinstance(node, yaml.ScalarNode):
        return scalar(node)
    mapping = Located(name, line)
    for key_node, value_node in node.value:
        key = str(key_node.value)
        key_line = key_node.start_mark.line + 1
        if key in mapping:
            problems.add(f"{name}:{key_line}", f"{key}: the key is there twice")
        mapping.lines[key] = key_line
        mapping[key] = construct(value_node, name, problems, seen, depth + 1)
    return mapping


def scalar(node):
    text = node.value
    if node.style in ("'", '"', "|", ">"):  # text, whatever it looks like
        return text
    if text in {"", "~", "null"}:
        return None
    if text in {"true", "false"}:
        return text == "true"
    if WHOLE_NUMBER.fullmatch(text):
        return int(text)
    if DECIMAL_NUMBER.fullmatch(text):
        return float(text)
    return text


def read_csv(path, name, columns, problems):
    """Yield (where, mapping of column to text) for each good row of a CSV file."""
    text = read_text(path, name, problems)
    if text is None:
        return
    if not text.endswith("\n"):
        last = text.count("\n") + 1
        problems.add(
            f"{name}:{last}",
            "the file ends inside a line: is it cut off? End it with one",
        )
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if not header_fits(header, columns, name, problems):
            return
        start = reader.line_num + 1
        for cells in reader:
            where, start = f"{name}:{start}", reader.line_num + 1
            if len(cells) != len(header):
                problems.add(
                    where, f"{len(cells)} cells where the header has {len(header)}"
                )
                continue
            yield where, dict(zip(header, cells, strict=True))
    except csv.Error as error:
        problems.add(f"{name}:{reader.line_num}", f"not CSV: {error}")


def header_fits(header, columns, name, problems):
    missing = [column for column in columns if column not in header]
    unknown = [column for column in header if column not in columns]
    twice = sorted({column for column in header if header.count(column) > 1})
    for label, found in (
        ("unknown column", unknown),
        ("missing column", missing),
        ("repeated column", twice),
    ):
        for column in found:
            problems.add(
                f"{name}:1", f"{column}: {label}; expected {','.join(columns)}"
            )
    return not (missing or unknown or twice)


def digest(data_dir):
    """SHA-256 over names and contents of all files: which data this is."""
    total = hashlib.sha256()
    for path in all_files(data_dir):
        total.update(f"{path.relative_to(data_dir).as_posix()}\0".encode())
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def all_files(data_dir):
    return sorted(
        path
        for path in data_dir.rglob("*")
        if path.is_file()
        and not any(part[0] == "." for part in path.relative_to(data_dir).parts)
    )
