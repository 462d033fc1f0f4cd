"""schemathesis over a site that runs."""

from tests.live import environment, run


def schemathesis(address, configuration, *options, timeout):
    """Whether it found nothing wrong, and what it said."""
    done = run(
        *("-m", "schemathesis.cli", "--config-file", f"tests/fuzz/{configuration}"),
        *("run", f"{address}/api/v1/schema/", "--checks", "all", "--workers", "2"),
        *("--continue-on-failure", *options),
        env=environment(SITE=address, SCHEMATHESIS_HOOKS="tests.fuzz.hooks"),
        timeout=timeout,
    )
    return done.returncode == 0, done.stdout + done.stderr
