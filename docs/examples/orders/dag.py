"""The Airflow DAG of the orders pipeline: a shop's and a billing database, exchange rates, and what is not paid yet."""

from datetime import timedelta

from task_jars import Pipeline

pipeline = Pipeline("orders")

with pipeline.daily_dag(description="Orders, their invoices, and the day's exchange rates", tags=["finance"]):
    extract_shop = pipeline.extract_postgres(
        connection="shop",
        source="shop",
        include=["public.orders", "public.customers"],
    )

    extract_billing = pipeline.extract_postgres(
        connection="billing",
        source="billing",
        exclude=["*.audit_*"],
        memory="768m",
        timeout=timedelta(minutes=30),
    )

    extract_rates = pipeline.extract_csv(
        source="rates",
        files=["rates=/input/rates-{date}.csv"],
        schemas=["rates=/pipelines/orders/rates.schema.json"],
    )

    load_postgres = pipeline.load_postgres(
        [extract_shop, extract_billing, extract_rates],
        connection="warehouse",
        grant_to="analyst",
        arguments=["--keep-days", "30"],
    )

    publish_report = pipeline.publish_report(
        ["/pipelines/orders/open_invoices.sql"],
        connection="warehouse",
    )

    [extract_shop, extract_billing, extract_rates] >> load_postgres >> publish_report
