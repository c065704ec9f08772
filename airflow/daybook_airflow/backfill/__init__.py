"""`airflow dags backfill` for Airflow 3, which removed it.

The command creates one of Airflow's own backfills, waits until every day has ended, prints a table day by day and ends
with 0 only when each day asked for succeeded and is published. `docs/airflow/operate.md` has the words to type,
`docs/decisions/0130-a-wrapper-gives-dags-backfill-back.md` says why it is a wrapper.
"""
