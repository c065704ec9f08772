"""Days, hours and months: when a DAG runs, what each run works for, and what its form asks for."""

from datetime import UTC, datetime, timedelta

import pytest
from dag_folder import SETTINGS
from runs import AIRFLOW_3, Run, midnight, rendered, scheduled

from task_jars import LABEL, Pipeline, Stack, container_name

PIPELINE = Pipeline("test", Stack.from_environment(SETTINGS))
DAGS = {"day": PIPELINE.daily_dag, "hour": PIPELINE.hourly_dag, "month": PIPELINE.monthly_dag}


def made(period, **arguments):
    with DAGS[period](**arguments) as dag:
        PIPELINE.load_postgres(["postgres"], connection="warehouse")
    return dag


def manual(logical_date, **conf):
    return Run("manual", logical_date, "2024-03-05T10:11:12", conf, run_id="manual__2024-03-05T10:11:12+00:00")


RUNS = [
    ("hour", Run("scheduled", "2024-01-20T07:00", "2024-01-20T08:00"), "2024-01-20T07"),
    ("hour", Run("backfill", "2024-01-20T00:00", "2024-01-20T01:00", {"date": "2023-12-31T05"}), "2024-01-20T00"),
    ("hour", manual("2024-03-05T10:11:12", date="2020-01-01T07"), "2020-01-01T07"),
    ("hour", manual("2024-03-05T10:11:12"), "2024-03-05T10"),
    ("month", Run("scheduled", "2024-01-31", "2024-02-01"), "2024-01-31"),
    ("month", Run("backfill", "2024-02-29", "2024-03-01", {"date": "2023-12-31"}), "2024-02-29"),
    ("month", manual("2024-03-05T10:11:12", date="2020-01-31"), "2020-01-31"),
    ("month", manual("2024-03-05T10:11:12"), "2024-02-29"),
    ("month", manual("2024-03-31"), "2024-03-31"),
]
if AIRFLOW_3:  # Airflow 2 gives every run a logical date
    RUNS += [
        ("hour", manual(None, date="2020-01-01T07"), "2020-01-01T07"),
        ("hour", manual(None), "2024-03-05T10"),
        ("month", manual(None), "2024-02-29"),
    ]


@pytest.mark.parametrize(("period", "run", "date"), RUNS)
def test_a_step_works_for_the_period_of_its_run(period, run, date):
    task = rendered(made(period).get_task("load_postgres"), run)

    assert (task.command[task.command.index("--date") + 1], task.day, task.labels[f"{LABEL}date"]) == (date,) * 3
    assert f"-{date}-" in container_name(task.labels)


def infos(dag, first, last):
    return [(info.logical_date, info.run_after) for info in scheduled(dag).iter_dagrun_infos_between(first, last)]


def test_an_hour_runs_once_it_is_over():
    begin = midnight("2024-01-20")
    hours = [begin + timedelta(hours=number) for number in range(25)]

    assert infos(made("hour"), begin, hours[-1]) == [(hour, hour + timedelta(hours=1)) for hour in hours]


def test_a_month_runs_once_it_is_over_and_its_logical_date_is_its_last_day():
    found = infos(made("month"), midnight("2024-01-02"), midnight("2024-04-30"))

    months = [("2024-01-31", "2024-02-01"), ("2024-02-29", "2024-03-01"), ("2024-03-31", "2024-04-01")]
    assert found == [(midnight(last), midnight(after)) for last, after in months]


def test_a_day_can_run_when_it_begins():
    days = [midnight("2024-02-28") + timedelta(days=number) for number in range(3)]

    assert infos(made("day", begins=True), days[0], days[-1]) == [(day, day) for day in days]


def test_a_day_that_begins_has_no_other_schedule():
    with pytest.raises(ValueError, match="begins") as refused:
        PIPELINE.daily_dag(begins=True, schedule=None)

    assert str(refused.value) == (
        "begins: expected without schedule=, found both; a schedule says itself when a run begins"
    )


@pytest.mark.parametrize("period", DAGS)
def test_each_dag_can_have_an_id_and_a_schedule_of_its_own(period):
    dag = made(period, dag_id="mine", schedule=None, tags=["sales"], start_date=datetime(2020, 1, 1, tzinfo=UTC))

    assert (dag.dag_id, dag.timetable.can_be_scheduled) == ("mine", False)
    assert set(dag.tags) == {"daybook", "sales"}
    assert {"run_begin", "run_state"} < set(dag.task_ids)
    assert "--pipeline test" in " ".join(dag.get_task("load_postgres").command)


@pytest.mark.parametrize(
    ("period", "title", "right", "wrong"),
    [
        ("day", "Day to run (leave Logical Date alone)", "2020-01-01", "2020-01-01T07"),
        ("hour", "Hour to run (leave Logical Date alone)", "2020-01-01T07", "2020-01-01"),
        ("hour", "Hour to run (leave Logical Date alone)", "2020-01-01T23", "2020-01-01T24"),
        ("month", "Last day of the month to run (leave Logical Date alone)", "2020-01-31", "2020-01"),
    ],
)
def test_the_form_asks_for_the_period(period, title, right, wrong):
    date = made(period).params.get_param("date")

    assert (date.value, date.schema["title"]) == (None, title)
    assert (date.resolve(right), date.resolve(None)) == (right, None)
    with pytest.raises(Exception, match=r"is not|does not match"):
        date.resolve(wrong)


@pytest.mark.parametrize(
    ("period", "example", "range_"),
    [
        ("day", "2024-01-20", "-s 2024-01-20 -e 2024-01-22"),
        ("hour", "2024-01-20T07", "-s 2024-01-20 -e 2024-01-22"),
        ("month", "2024-01-31", "-s 2024-01-01 -e 2024-03-31"),
    ],
)
def test_the_pages_say_what_to_type(period, example, range_):
    dag = made(period, dag_id="mine")

    assert f"""bin/airflow dags trigger mine -c '{{"date": "{example}"}}'""" in dag.doc_md
    assert f"bin/airflow dags backfill {range_} mine" in dag.doc_md
    assert f"run --rm task load-postgres --pipeline test --date {example}" in dag.get_task("load_postgres").doc_md


def command(dag, step, run, **arguments):
    with dag:
        task = PIPELINE.task(step, source="csv" if step == "extract-csv" else None, **arguments)
    return rendered(task, run).command[:7]


@pytest.mark.parametrize("step", ["extract-csv", "load-postgres", "publish-report"])
@pytest.mark.parametrize(
    ("period", "run", "lookback", "dates"),
    [
        ("day", Run(), 2, ["--date", "2024-01-18", "--through", "2024-01-20"]),
        ("day", Run("backfill", "2024-03-01", "2024-03-02"), 1, ["--date", "2024-02-29", "--through", "2024-03-01"]),
        ("day", manual("2024-03-05", date="2024-01-01"), 1, ["--date", "2023-12-31", "--through", "2024-01-01"]),
        ("day", Run(), 0, ["--date", "2024-01-20", "--run-id", Run().run_id]),
        ("hour", Run("scheduled", "2024-01-20T01:00"), 2, ["--date", "2024-01-19T23", "--through", "2024-01-20T01"]),
        ("hour", manual("2024-03-05T10:11:12"), 1, ["--date", "2024-03-05T09", "--through", "2024-03-05T10"]),
    ],
)
def test_a_task_that_looks_back_works_for_the_periods_before_first(step, period, run, lookback, dates):
    assert command(DAGS[period](), step, run, lookback=lookback) == [step, "--pipeline", "test", *dates]


@pytest.mark.parametrize(
    ("period", "step", "lookback", "problem"),
    [
        ("day", "extract-postgres", 1, "expected none for extract-postgres, which reads what is there now, found 1"),
        ("month", "load-postgres", 1, "expected none in a DAG that works for a month at a time, found 1"),
        ("day", "load-postgres", -1, "expected a number of periods from 0 to 9999, found -1"),
        ("hour", "load-postgres", 10_000, "expected a number of periods from 0 to 9999, found 10000"),
        ("day", "load-postgres", "2", "expected a number of periods from 0 to 9999, found '2'"),
    ],
)
def test_a_lookback_that_cannot_be_is_refused_when_the_file_is_read(period, step, lookback, problem):
    with pytest.raises(ValueError, match="lookback") as refused, DAGS[period]():
        PIPELINE.task(step, source="postgres" if step == "extract-postgres" else None, lookback=lookback)

    assert str(refused.value) == f"lookback: {problem}"
