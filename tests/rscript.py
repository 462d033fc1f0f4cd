"""R, for the examples of the guide: found, or else installed where we may.

python -m tests.rscript    find or install it, say where it is

Unlike the browser R is not needed: without it the tests of its examples say so and are
left out.
"""

import os
import shutil
import subprocess

PACKAGE = "r-base-core"


def install():
    """Install the distribution's, where there is one and we may."""
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        return
    get = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends", PACKAGE]
    for command in (get, ["apt-get", "update", "--quiet"], get):
        print("no R found, trying:", " ".join(command), flush=True)
        done = subprocess.run(
            command, check=False, stdout=subprocess.DEVNULL, stderr=subprocess.STDOUT
        )
        if done.returncode == 0 and shutil.which("Rscript"):
            return


def main():
    if not shutil.which("Rscript"):
        install()
    print("R:", shutil.which("Rscript") or "NONE; its examples will not be run")


if __name__ == "__main__":
    main()
