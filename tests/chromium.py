"""A real Chromium for the browser tests: found, or else installed.

python -m tests.chromium    find or install one, print where it is
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find():
    """The path of a Chromium: CHROMIUM, then PATH, then Playwright's own; or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return named
    for name in NAMES:
        if path := shutil.which(name):
            return path
    with sync_playwright() as playwright:
        own = playwright.chromium.executable_path
    return own if Path(own).exists() else None


def install():
    """Install Playwright's, else the distribution's where we may."""
    tries = [[sys.executable, "-m", "playwright", "install", "chromium"]]
    if os.geteuid() == 0 and shutil.which("apt-get"):
        tries += [["apt-get", "install", "--yes", "--quiet", "chromium"]]
        tries += [["apt-get", "update", "--quiet"], tries[-1]]
    for command in tries:
        print("no Chromium found, trying:", " ".join(command), flush=True)
        done = subprocess.run(
            command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
        )
        if done.returncode == 0 and find():
            return


def main():
    if not find():
        install()
    found = find()
    if not found:
        sys.exit("No Chromium: install one, or name it in CHROMIUM=/path/to/chromium")
    print("browser:", found)


if __name__ == "__main__":
    main()
