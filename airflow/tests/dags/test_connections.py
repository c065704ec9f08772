"""What a step is told of an Airflow connection."""

import pytest

from task_jars import AirflowException, AirflowFailException, database_environment


@pytest.mark.parametrize(
    ("connection", "url", "user", "password"),
    [
        ("postgres://load:secret@db:5433/shop", "postgresql://db:5433/shop", "load", "secret"),
        ("postgresql://load@db/shop", "postgresql://db:5432/shop", "load", None),
        ("postgres://l%40d:p%3Aw%2F@db/a%20b%3F", "postgresql://db:5432/a%20b%3F", "l@d", "p:w/"),
        ("postgres://load:x@db/shop?sslmode=require", "postgresql://db:5432/shop?sslmode=require", "load", "x"),
        ('{"conn_type":"postgres","host":"::1","login":"l","schema":"s"}', "postgresql://[::1]:5432/s", "l", None),
    ],
)
def test_a_connection_becomes_the_variables_of_its_role(monkeypatch, connection, url, user, password):
    monkeypatch.setenv("AIRFLOW_CONN_SHOP", connection)

    expected = {"SOURCE_DB_URL": url, "SOURCE_DB_USER": user, "SOURCE_DB_PASSWORD": password}
    if password is None:
        del expected["SOURCE_DB_PASSWORD"]
    assert database_environment("shop", "SOURCE_DB") == expected


def test_a_missing_connection_is_named():
    with pytest.raises(AirflowException) as refused:
        database_environment("no_such_database", "SOURCE_DB")

    assert type(refused.value) is AirflowException  # tried again: with the API server away it looks the same
    assert str(refused.value) == (
        "connection 'no_such_database' is not defined; add it in the web UI under Admin > Connections, type Postgres,"
        " or set AIRFLOW_CONN_NO_SUCH_DATABASE in the scheduler's environment"
    )


@pytest.mark.parametrize(
    ("connection", "found"),
    [
        ("mysql://load:secret@db/shop", "type mysql"),
        ("postgres://db", "type postgres without login and schema"),
        ("postgres://load:secret@/shop", "type postgres without host"),
    ],
)
def test_a_connection_of_another_kind_is_refused(monkeypatch, connection, found):
    monkeypatch.setenv("AIRFLOW_CONN_SHOP", connection)

    with pytest.raises(AirflowFailException) as refused:
        database_environment("shop", "SOURCE_DB")

    assert str(refused.value) == (
        "connection 'shop': expected type postgres with host, login and schema (the database's name), found " + found
    )
