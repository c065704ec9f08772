"""Airflow's connections as the variables that a step reads."""

from __future__ import annotations

from urllib.parse import quote, urlencode

from task_jars.airflow_versions import AirflowException, AirflowFailException, AirflowNotFoundException, BaseHook


def database_environment(connection: str, role: str) -> dict[str, str]:
    """Return the variables `<role>_URL`, `_USER` and `_PASSWORD` of an Airflow connection.

    Extra fields of the connection become options of the address; the step refuses those it does not know.

    Raises AirflowException when there is no such connection: Airflow's API server being away looks the same, so Airflow
    shall try again. Raises AirflowFailException when the connection is not one to a PostgreSQL database.
    """
    try:
        found = BaseHook.get_connection(connection)
    except AirflowNotFoundException:
        found = None
    if found is None:
        raise AirflowException(
            f"connection '{connection}' is not defined; add it in the web UI under Admin > Connections, type Postgres,"
            f" or set AIRFLOW_CONN_{connection.upper()} in the scheduler's environment"
        )
    missing = [field for field in ("host", "login", "schema") if not getattr(found, field)]
    if found.conn_type not in ("postgres", "postgresql") or missing:
        raise AirflowFailException(
            f"connection '{connection}': expected type postgres with host, login and schema (the database's name),"
            f" found type {found.conn_type}" + (f" without {' and '.join(missing)}" if missing else "")
        )
    host = f"[{found.host}]" if ":" in found.host else found.host
    options = urlencode(found.extra_dejson, quote_via=quote)
    address = f"postgresql://{host}:{found.port or 5432}/{quote(found.schema, safe='')}"
    variables = {f"{role}_URL": f"{address}?{options}" if options else address, f"{role}_USER": found.login}
    return variables | ({f"{role}_PASSWORD": found.password} if found.password else {})
