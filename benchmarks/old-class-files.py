#!/usr/bin/env python3
"""What image/UpgradeClassFiles.java saves: the start of extract-csv from an AOT cache, with its jar as built and raised.

    make build
    JAVA_HOME=$(bin/find-java25) benchmarks/old-class-files.py 20

Runs the two in turn, so that a busy machine is as busy for both. Medians, and the least in brackets, in milliseconds.
"""
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
JAVA = Path(os.environ["JAVA_HOME"]) / "bin/java"
FLAGS = ["-XX:+UseSerialGC", "-Xmx96m"]
ROWS = "order_id,product_id,unit_price,quantity,discount\n10248,11,14.0000,12,0\n10248,42,9.8000,10,0.05\n"
COMMANDS = {
    "extract of two rows": [
        "--pipeline", "northwind", "--date", "2024-01-20", "--lake", "lake", "--file", "order_details=rows.csv",
        "--schema", f"order_details={ROOT}/dags/northwind/order_details.schema.json",
    ],
    "--version": ["--version"],
}


def run(jar, flags, arguments):
    """Runs one process and gives its wall and CPU seconds."""
    shutil.rmtree("lake", ignore_errors=True)
    start = time.monotonic()
    process = subprocess.Popen([JAVA, *FLAGS, *flags, "-jar", f"{jar}.jar", *arguments], stdout=subprocess.PIPE,
                               stderr=subprocess.STDOUT)
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        sys.exit(output.decode())
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime


def shown(seconds):
    return f"{1000 * statistics.median(seconds):.0f} ({1000 * min(seconds):.0f})"


def main():
    os.chdir(tempfile.mkdtemp(prefix="old-class-files"))
    Path("rows.csv").write_text(ROWS)
    jars = ["built", "raised"]
    for jar in jars:
        shutil.copy(ROOT / "tasks/extract-csv/target/extract-csv.jar", f"{jar}.jar")
    subprocess.run([JAVA, ROOT / "image/UpgradeClassFiles.java", "raised.jar"], check=True)
    for jar in jars:
        run(jar, ["-XX:TieredStopAtLevel=1", f"-XX:AOTCacheOutput={jar}.aot"], COMMANDS["extract of two rows"])
    times = {(name, jar): [] for name in COMMANDS for jar in jars}
    for round_ in range(int(sys.argv[1])):
        for name, arguments in COMMANDS.items():
            for jar in jars if round_ % 2 else reversed(jars):
                times[name, jar].append(run(jar, [f"-XX:AOTCache={jar}.aot"], arguments))
    for (name, jar), figures in times.items():
        wall, cpu = zip(*figures)
        print(f"{name}, jar as {jar}: wall ms {shown(wall)}, CPU ms {shown(cpu)}")


if __name__ == "__main__":
    main()
