"""An Airflow DAG of one's own: orders and invoices from two PostgreSQL databases, exchange rates from a CSV file."""

from datetime import timedelta

from task_jars import Pipeline

pipeline = Pipeline("orders")

with pipeline.daily_dag(description="Orders, invoices and the day's exchange rates", tags=["finance"]):
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
        files=["rates=/input/rates-{date}.csv"],
        schemas=["rates=/pipelines/orders/rates.schema.json"],
        source="rates",
    )
    load = pipeline.load_postgres(
        [extract_shop, extract_billing, extract_rates],
        connection="warehouse",
        arguments=["--keep-days", "30"],
    )
    report = pipeline.publish_report(
        ["/pipelines/orders/open_invoices.sql"],
        connection="warehouse",
    )

    [extract_shop, extract_billing, extract_rates] >> load >> report
