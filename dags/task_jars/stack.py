"""Where task containers run."""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Mapping


@dataclasses.dataclass(frozen=True)
class Stack:
    """Where task containers run, as the environment of scheduler and DAG processor says (docker-compose.yml sets it).

    Volumes and networks are the Docker engine's names for them.
    """

    image: str
    user: str
    lake_volume: str
    pipelines_volume: str
    input_volume: str
    source_network: str
    warehouse_network: str
    stack: str

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Stack:
        """Read `DAYBOOK_IMAGE` and the others.

        Raises ValueError that names every variable that is missing: Airflow shows it as the DAG's import error.
        """
        variables = {field.name: f"DAYBOOK_{field.name.upper()}" for field in dataclasses.fields(cls)}
        missing = [variable for variable in variables.values() if not environment.get(variable)]
        if missing:
            raise ValueError(
                f"{', '.join(missing)}: expected in the environment of Airflow's scheduler and DAG processor, found"
                " nothing; docker-compose.yml sets all of them, start the stack with 'make up'"
            )
        return cls(**{name: environment[variable] for name, variable in variables.items()})
