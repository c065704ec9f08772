"""Reads the lake with nothing but the manifest's documented form, not with Daybook's own reader."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Extract:
    """One source's published period."""

    folder: Path
    manifest: dict[str, Any]
    manifest_sha256: str

    @property
    def rows(self) -> dict[str, int]:
        """Rows by the name each dataset has in the warehouse."""
        return {dataset["table"]["target"]: dataset["rows"] for dataset in self.manifest["datasets"]}

    @property
    def content(self) -> dict[str, str]:
        """Content hashes by the same names."""
        return {dataset["table"]["target"]: dataset["content_hash"] for dataset in self.manifest["datasets"]}


class Lake:
    """The tree of extracts under a root."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def extract_folder(self, pipeline: str, source: str, day: str) -> Path:
        """Where a source's period is published."""
        return self.root / pipeline / source / f"logical_date={day}"

    def extract(self, pipeline: str, source: str, day: str) -> Extract:
        """A published period, after each byte of it was compared with its checksums."""
        folder = self.extract_folder(pipeline, source, day)
        lines = (folder / "_manifest.json").read_bytes().splitlines(keepends=True)
        manifest = json.loads(b"".join(lines))
        assert manifest["sha256"] == hashlib.sha256(b"".join(lines[:-2])).hexdigest(), folder
        assert (manifest["pipeline"], manifest["source"], manifest["period"]) == (pipeline, source, day)
        assert (folder / "_SUCCESS").exists(), folder
        expected = {"_manifest.json", "_SUCCESS"}
        for dataset in manifest["datasets"]:
            assert sum(file["rows"] for file in dataset["files"]) == dataset["rows"]
            for file in dataset["files"]:
                content = (folder / file["path"]).read_bytes()
                assert (len(content), hashlib.sha256(content).hexdigest()) == (file["bytes"], file["sha256"])
                expected.add(file["path"])
        found = {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
        assert found == expected, f"{folder}: not in the manifest, or gone: {found ^ expected}"
        return Extract(folder, manifest, manifest["sha256"])

    def days(self, pipeline: str, source: str) -> set[str]:
        """The published days of a source."""
        return {path.parent.name.split("=")[1] for path in (self.root / pipeline / source).glob("*/_manifest.json")}

    def report_folder(self, pipeline: str, report: str, day: str) -> Path:
        """Where a report's files are."""
        return self.root / pipeline / "reports" / report / f"logical_date={day}"

    def staged(self) -> list[Path]:
        """Files of extracts that were begun and not published; none when no step is at work."""
        return list((self.root / "_staging").rglob("*.parquet"))
