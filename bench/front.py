"""nginx in front of the site, with the configuration of `deploy/nginx`: found, or else
fetched, and run in a folder of its own.

python -m bench.front    find or fetch it, say where it is

Without it the tests of `deploy/` say so and are left out, except in CI.
"""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CONFIGURATION = ROOT / "deploy" / "nginx"
OWN = ROOT / "var" / "nginx"
PACKAGES = ("nginx", "nginx-core")  # Debian's, Ubuntu's
SECONDS_TO_START = 10


def find():
    """The path of an nginx that runs: NGINX, PATH, the usual place, or our own; or None."""
    places = [
        os.environ.get("NGINX"),
        shutil.which("nginx"),
        "/usr/sbin/nginx",
        OWN / "usr" / "sbin" / "nginx",
    ]
    for place in filter(None, places):
        if shutil.which(place) and version(place):
            return str(place)
    return None


def version(place):
    """What it says of itself, or nothing where it cannot run."""
    done = subprocess.run([place, "-v"], capture_output=True, text=True, check=False)
    return done.stderr.strip().rpartition("/")[2] if done.returncode == 0 else ""


def fetch():
    """Unpack the distribution's package under var/: installed, it would start to serve
    on port 80."""
    if not shutil.which("apt-get") or not shutil.which("dpkg-deb"):
        return
    update = ["apt-get", "update", "--quiet"] if os.geteuid() == 0 else ["true"]
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # for the user that apt-get fetches as
        gets = [["apt-get", "download", "--quiet", name] for name in PACKAGES]
        for command in (gets[0], update, *gets):
            print("no nginx found, trying:", " ".join(command), flush=True)
            subprocess.run(command, cwd=folder, check=False, capture_output=True)
            for package in Path(folder).glob("*.deb"):
                OWN.mkdir(parents=True, exist_ok=True)
                subprocess.run(["dpkg-deb", "--extract", package, OWN], check=True)
            if find():
                return


@dataclass
class Front:
    """A running nginx: its port, its folder, and its process."""

    port: int
    folder: Path
    process: subprocess.Popen

    @property
    def log(self):
        return self.folder / "var" / "log" / "nginx" / "access.log"

    @property
    def errors(self):
        return (self.folder / "var" / "log" / "nginx" / "error.log").read_text()

    @property
    def answers(self):
        """The folder of the answers that are kept."""
        return self.folder / "var" / "cache" / "nginx-answers"


def lay_out(folder, origins, listen, changed=lambda text: text):
    """Write the configuration into a folder, with all of its paths there. `changed` may
    take out what a measurement is to be without."""
    text = (CONFIGURATION / "nginx.conf").read_text(encoding="utf-8")
    assert len(re.findall(r" /(?:var|run)/\S+;? ?", text)) >= 5
    text = re.sub(r" /(var|run)/", rf" {folder}/\1/", text)
    # Its workers must reach a folder that may be ours alone.
    text = text.replace("user www-data;", "user root;" if os.geteuid() == 0 else "")
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    places = "".join(f"{kind}_temp_path {folder}/var/{kind};\n" for kind in kinds)
    text = text.replace("http {\n", f"http {{\n{places}", 1)
    for name in ("run", "var/log/nginx", "var/cache"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "nginx.conf").write_text(changed(text), encoding="utf-8")
    (folder / "listen.conf").write_text(listen, encoding="utf-8")
    servers = (f"server 127.0.0.1:{o} max_fails=3 fail_timeout=5s;\n" for o in origins)
    (folder / "origins.conf").write_text("".join(servers), encoding="utf-8")
    return command(folder)


def command(folder, *more):
    configuration = folder / "nginx.conf"
    errors = folder / "var" / "log" / "nginx" / "error.log"
    return [find(), "-p", folder, "-c", configuration, "-e", errors, *more]


@contextmanager
def front(folder, port, origins, listen=None, **more):
    """nginx for the length of a `with`, in front of web processes at these ports."""
    listen = listen or f"listen 127.0.0.1:{port};\n"
    started = lay_out(folder, origins, listen, **more)
    process = subprocess.Popen([*started, "-g", "daemon off;"])
    try:
        until = time.monotonic() + SECONDS_TO_START
        while not listens(port):
            if process.poll() is not None or time.monotonic() > until:
                sys.exit(f"nginx did not start; see {folder}")
            time.sleep(0.02)
        yield Front(port, folder, process)
    finally:
        process.terminate()
        process.wait()


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def main():
    if not find():
        fetch()
    found = find()
    if not found and os.environ.get("CI"):
        sys.exit("No nginx: install one, or name it in NGINX=/path/to/nginx")
    told = found and f"{found} {version(found)}"
    print("nginx:", told or "NONE; deploy/ will not be tried in front of the site")


if __name__ == "__main__":
    main()
