"""The Airflow DAG of Northwind: 13 tables and a CSV file, into lake and warehouse, and the report of orders."""

from task_jars import Pipeline

pipeline = Pipeline("northwind")

with pipeline.daily_dag(
    description="Northwind's orders: 13 tables and the order details, a day at a time",
    tags=["northwind"],
):
    extract_postgres = pipeline.extract_postgres(connection="northwind_source")

    extract_csv = pipeline.extract_csv(
        files=["/input/order_details.csv"],
        schemas=["/pipelines/northwind/order_details.schema.json"],
    )

    load_postgres = pipeline.load_postgres(
        [extract_postgres, extract_csv],
        connection="warehouse",
        grant_to="analyst",
    )

    publish_report = pipeline.publish_report(
        ["/pipelines/northwind/orders_with_details.sql"],
        connection="warehouse",
    )

    [extract_postgres, extract_csv] >> load_postgres >> publish_report
