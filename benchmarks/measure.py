#!/usr/bin/env python3
"""Measures whole step processes: wall time, CPU time and peak resident memory, as the operating system counts them.

Needs psql, JDK 25, built jars (`make build`) and a PostgreSQL server that may be filled: SOURCE_DB_* and WAREHOUSE_DB_*
name two databases on it. Every figure is the median of the rounds after the first, which is dropped. The limit that an
extract is held against, psql's COPY BINARY to nowhere, runs in turn with it, in the same batch.

    benchmarks/measure.py day     the four steps of a Northwind day of sample data
    benchmarks/measure.py wide    one table of 2 million wide rows: extract against psql, and load
    benchmarks/measure.py image   days of sample data and a tiny table in the task image (IMAGE names it), with its AOT
                                  caches; on the host's network, needs Docker, neither psql nor jars
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent
ROUNDS = int(os.environ.get("ROUNDS", "6"))
ROWS = int(os.environ.get("ROWS", "2000000"))
JAVA_FLAGS = os.environ.get("JAVA_FLAGS", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -Xmx96m").split()
DAY = "2024-01-20"
WIDE = f"""
    CREATE TABLE wide AS
    SELECT i AS id, i::bigint * 7919 AS big, (i % 1000000 / 100.0)::numeric(12,2) AS amount,
           'customer ' || md5(i::text) AS name, left(md5((i % 5000)::text), 12)::varchar(20) AS code,
           timestamptz '2020-01-01' + i * interval '1 second' AS at, date '2020-01-01' + i % 2000 AS day,
           i % 3 = 0 AS flag, jsonb_build_object('n', i, 's', md5((i + 1)::text)) AS document,
           md5(i::text)::uuid AS ident,
           CASE WHEN i % 10 = 0 THEN NULL ELSE i % 100 END AS sometimes
    FROM generate_series(1, {ROWS}) AS i"""


def java() -> str:
    home = subprocess.run([REPOSITORY / "bin/find-java25"], check=True, capture_output=True, text=True).stdout.strip()
    return f"{home}/bin/java"


def psql(role: str, sql: str, *options: str) -> list[str]:
    url = os.environ[f"{role}_URL"].removeprefix("jdbc:")
    return ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", url, "-c", sql, *options]


def environment(role: str) -> dict[str, str]:
    return os.environ | {"PGUSER": os.environ[f"{role}_USER"], "PGPASSWORD": os.environ[f"{role}_PASSWORD"]}


def measured(command: list[str], env: dict[str, str] | None = None) -> tuple[float, float, int]:
    """Runs a process to its end; gives wall seconds, CPU seconds and peak resident megabytes."""
    start = time.monotonic()
    with open(os.devnull, "w") as nowhere:
        process = subprocess.Popen(command, stdout=nowhere, stderr=subprocess.PIPE, env=env, cwd=REPOSITORY)
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - start
    if status != 0:
        sys.exit(f"{' '.join(command)}\nfailed with status {status}:\n{errors.decode()}")
    return wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024


def step(name: str, lake: str, *own: str) -> list[str]:
    jar = REPOSITORY / f"tasks/{name}/target/{name}.jar"
    return [java(), *JAVA_FLAGS, "-jar", str(jar), "--pipeline", "northwind", "--date", DAY, "--lake", lake, *own]


def report(title: str, runs: dict[str, list[tuple[float, float, int]]]) -> None:
    print(f"\n{title} ({ROUNDS - 1} rounds, java {' '.join(JAVA_FLAGS)})\n")
    print("| process | wall s | lowest to highest | CPU s | peak resident MB |")
    print("|---|---|---|---|---|")
    for name, figures in runs.items():
        kept = figures[1:]
        walls = [wall for wall, _, _ in kept]
        print(
            f"| {name} | {statistics.median(walls):.2f} | {min(walls):.2f} to {max(walls):.2f}"
            f" | {statistics.median(cpu for _, cpu, _ in kept):.2f} | {max(memory for _, _, memory in kept)} |"
        )


def day(folder: str) -> None:
    csv = f"{folder}/order_details.csv"
    subprocess.run(
        [java(), "-jar", str(REPOSITORY / "tasks/sample-sources/target/sample-sources.jar"), "--day", DAY, "--csv", csv],
        check=True,
        cwd=REPOSITORY,
    )
    runs: dict[str, list[tuple[float, float, int]]] = {}
    for _ in range(ROUNDS):
        lake = tempfile.mkdtemp(dir=folder)
        forget_warehouse()
        for name, own in {
            "extract-postgres": [],
            "extract-csv": ["--file", csv, "--schema", "dags/northwind/order_details.schema.json"],
            "load-postgres": [],
            "publish-report": ["--report", "dags/northwind/orders_with_details.sql"],
        }.items():
            runs.setdefault(name, []).append(measured(step(name, lake, *own)))
        shutil.rmtree(lake)
    report("A Northwind day of sample data, one step after the other", runs)


def wide(folder: str) -> None:
    subprocess.run(psql("SOURCE_DB", f"DROP TABLE IF EXISTS wide; {WIDE}"),
        check=True, env=environment("SOURCE_DB"))
    subprocess.run(psql("SOURCE_DB", "VACUUM ANALYZE wide"), check=True, env=environment("SOURCE_DB"))
    runs: dict[str, list[tuple[float, float, int]]] = {}
    lake = ""
    for _ in range(ROUNDS):
        if lake:
            shutil.rmtree(lake)
        lake = tempfile.mkdtemp(dir=folder)
        forget_warehouse()
        limit = psql("SOURCE_DB", "COPY wide TO STDOUT (FORMAT binary)")
        runs.setdefault("psql COPY BINARY to nowhere", []).append(measured(limit, environment("SOURCE_DB")))
        extract = step("extract-postgres", lake, "--include", "public.wide")
        runs.setdefault("extract-postgres", []).append(measured(extract))
        load = step("load-postgres", lake, "--sources", "postgres")
        runs.setdefault("load-postgres", []).append(measured(load))
    report(f"One table of {ROWS:,} wide rows", runs)
    size = sum(file.stat().st_size for file in Path(lake).rglob("*.parquet"))
    print(f"\nParquet files: {size / 1e6:.1f} MB")


def image(_: str) -> None:
    """Times processes inside one container: starting a container is Docker's time."""
    variables = [f"{role}_DB_{part}" for role in ("SOURCE", "WAREHOUSE") for part in ("URL", "USER", "PASSWORD")]
    command = ["docker", "run", "--rm", "--network", "host", "--tmpfs", "/tmp:exec", "--tmpfs", "/output:mode=1777"]
    command += [word for variable in variables for word in ("--env", variable)]
    command += ["--volume", f"{REPOSITORY}/dags:/pipelines:ro", "--volume", f"{REPOSITORY}/benchmarks:/benchmarks:ro"]
    command += ["--entrypoint", "/benchmarks/in-image", os.environ.get("IMAGE", "daybook:latest"), str(ROUNDS)]
    lines = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    runs: dict[str, list[tuple[float, float]]] = {}
    for name, wall, user, system in (line.split() for line in lines):
        runs.setdefault(name, []).append((float(wall), float(user) + float(system)))
    print(f"\nIn the task image ({ROUNDS - 1} rounds)\n")
    print("| process | wall s | lowest to highest | CPU s |")
    print("|---|---|---|---|")
    for name, figures in runs.items():
        walls = [wall for wall, _ in figures[1:]]
        cpu = statistics.median(cpu for _, cpu in figures[1:])
        print(f"| {name} | {statistics.median(walls):.2f} | {min(walls):.2f} to {max(walls):.2f} | {cpu:.2f} |")


def forget_warehouse() -> None:
    sql = """DO $$ DECLARE s text; BEGIN
        FOR s IN SELECT nspname FROM pg_namespace WHERE nspname ~ '^(northwind|daybook)' LOOP
            EXECUTE format('DROP SCHEMA %I CASCADE', s);
        END LOOP; END $$"""
    quiet = environment("WAREHOUSE_DB") | {"PGOPTIONS": "-c client_min_messages=warning"}
    subprocess.run(psql("WAREHOUSE_DB", sql), check=True, env=quiet)


def main() -> None:
    benchmarks = {"day": day, "wide": wide, "image": image}
    if len(sys.argv) != 2 or sys.argv[1] not in benchmarks:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        benchmarks[sys.argv[1]](folder)


if __name__ == "__main__":
    main()
