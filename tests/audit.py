"""What `make check` asks beside the linters: known holes in the packages that we pin, by
pip-audit.

Where nobody can be asked, that is said loudly and is no failure: a machine without the
internet can still check all else. A known hole, a package of which nothing could be
learnt while of others something was, or a pip-audit that does not run: each is one.
"""

import json
import subprocess
import sys

PINNED = "requirements-dev.txt"  # those of the site are among them
AWAY = ("ConnectionError", "ProxyError", "Timeout", "ServiceError", "MaxRetryError")
LOUDLY = "!" * 72


def main():
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip_audit", "-r", PINNED, "--disable-pip"),
            *("--require-hashes", "-f", "json", "--progress-spinner", "off"),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    failed, said = verdict(done.stdout, done.stderr)
    print(said)
    sys.exit(1 if failed else 0)


def verdict(told, complained):
    """Whether pip-audit found a reason to stop, and what is to be said."""
    try:
        packages = json.loads(told)["dependencies"]
    except (ValueError, KeyError):
        last = (complained.strip() or "it says nothing").splitlines()[-1]
        if any(word in complained for word in AWAY):
            return False, loudly(last)
        return True, f"pip-audit does not run: {last}"
    holes = [
        f"{package['name']} {package['version']}: {hole['id']}, "
        f"mended in {', '.join(hole['fix_versions']) or 'no version yet'}"
        for package in packages
        for hole in package.get("vulns", [])
    ]
    unknown = [package["name"] for package in packages if "skip_reason" in package]
    if holes:
        return True, "pip-audit: known holes\n" + "\n".join(holes)
    if packages and len(unknown) == len(packages):
        return False, loudly("the index that it reached knows of no package at all")
    if unknown or not packages:
        return True, f"pip-audit could not look at: {', '.join(unknown) or 'anything'}"
    return False, f"pip-audit: {len(packages)} packages, no known hole"


def loudly(why):
    return (
        f"{LOUDLY}\nNOT AUDITED: no service that knows holes of packages was reached, so "
        f"nothing is\nknown of those pinned in {PINNED}. Run `make check` again where "
        f"there is one.\n{why}\n{LOUDLY}"
    )


if __name__ == "__main__":
    main()
