"""reelrank's night on Airflow 3: waits for the day's files, runs the night by spark-submit, and tells who waits for it.

Copy this file to the folder of DAGs, and set the constants, here or by environment variables that every part of Airflow has.
The worker needs, under the same paths, reelrank's folder with its jar, Java 17 or 21, a spark-submit of Spark 4.1 or newer on
its PATH (a link to scripts/spark-submit is one), and the connection CONNECTION:

    airflow connections add reelrank_spark --conn-type spark --conn-host 'local[*]'     # or yarn, or spark://HOST:7077

The manual's page scheduling.md explains retries, backfills and the asset. scripts/check-airflow runs this file.
"""

import json
import re
from datetime import date, timedelta
from os import environ

import pendulum
from airflow.providers.apache.spark.operators.spark_submit import SparkSubmitOperator
from airflow.sdk import Asset, BaseSensorOperator, CronDataIntervalTimetable, DAG, ObjectStoragePath, chain, task
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

# Where reelrank lies, the file of its settings, and the connection of its Spark.
HOME = environ.get("REELRANK_HOME", "/opt/reelrank")
CONF = environ.get("REELRANK_CONF", f"{HOME}/conf/mine.conf")
CONNECTION = "reelrank_spark"
DRIVER_MEMORY = environ.get("REELRANK_DRIVER_MEMORY", "4g")
# More options of spark-submit, such as conf/deploy/yarn.properties; None for none.
PROPERTIES = environ.get("REELRANK_PROPERTIES")

# The night sets storage.root and sources.zone to these, whatever CONF says. On an object store: s3a://bucket/reelrank.
ROOT = environ.get("REELRANK_ROOT", "/data/reelrank")
ZONE = environ.get("REELRANK_ZONE", "Asia/Shanghai")

# The night waits until each pattern has a file; {day} is the day, {day:%Y%m%d} the day in any form of strftime. Where the
# exporter marks a complete day by a file, name that file.
INPUTS = environ.get("REELRANK_INPUTS", "/data/log/{day}/*.jsonl /data/videos.csv /data/users.csv").split()

# True for a task a stage: a failed stage is seen at once, and each task starts Spark anew.
TASK_PER_STAGE = environ.get("REELRANK_TASK_PER_STAGE") == "true"
STAGES = ["collect", "clean", "features", "drift", "model", "recommend", "outcomes", "report", "gate", "serve"]

# What the same run again cannot mend: settings, a night that the gate refused, a broken input.
NOT_RETRIED = {2: "usage or settings", 3: "the quality gate refused", 4: "an input is missing or broken"}

PUBLISHED = Asset("reelrank_published")
DAY = "{{ data_interval_start.in_timezone('%s').to_date_string() }}" % ZONE


class ReelrankOperator(SparkSubmitOperator):
    """A command of reelrank for the run's day. It fails for good where a retry would end in the same way."""

    def __init__(self, *, command: str, **kwargs):
        super().__init__(
            conn_id=CONNECTION,
            application=f"{HOME}/jobs/target/reelrank.jar",
            java_class="io.reelrank.Main",
            name=f"reelrank {command} {DAY}",
            application_args=[
                command, "--date", DAY, "--conf", CONF,
                "--set", f"storage.root={ROOT}", "--set", f"sources.zone={ZONE}",
            ],
            driver_memory=DRIVER_MEMORY,
            properties_file=PROPERTIES,
            # What scripts/reelrank gives to a driver on this machine.
            conf={
                "spark.driver.extraJavaOptions":
                    f"-Dlog4j2.configurationFile={HOME}/conf/log4j2.properties -XX:+UseParallelGC"
            },
            env_vars={"LC_ALL": "C.UTF-8", "OPENBLAS_NUM_THREADS": "1"},
            **kwargs,
        )

    def execute(self, context):
        try:
            super().execute(context)
        except AirflowException as error:
            # On Kubernetes the driver's exit code stands beside the one of spark-submit.
            first_line = str(error).partition("\n")[0]
            for code in map(int, re.findall(r"code is: (\d+)", first_line)):
                if code in NOT_RETRIED:
                    raise AirflowFailException(f"exit code {code}, {NOT_RETRIED[code]}: not tried again") from error
            raise


def day_of(data_interval_start) -> date:
    return data_interval_start.in_timezone(ZONE).date()


def storage(path: str) -> ObjectStoragePath:
    """A path as Airflow names it: Hadoop's s3a:// is its s3://."""
    return ObjectStoragePath(re.sub("^s3a:", "s3:", path))


class InputsSensor(BaseSensorOperator):
    """Waits for the day's files."""

    def poke(self, context) -> bool:
        day = day_of(context["data_interval_start"])
        missing = []
        for pattern in (pattern.format(day=day) for pattern in INPUTS):
            path = storage(pattern)
            if not path.fs.glob(path.path):
                missing.append(pattern)
        self.log.info("Files of %s that are not there yet: %s", day, ", ".join(missing) or "none")
        return not missing


@task(outlets=[PUBLISHED], inlets=[PUBLISHED])
def published(*, data_interval_start, inlet_events, outlet_events):
    """Emits the asset if readers see this day's night since this run; else it is skipped, and with it the asset."""
    pointer = json.loads((storage(ROOT) / "published" / "LATEST.json").read_text())
    day = str(day_of(data_interval_start))
    if pointer["date"] != day:
        raise AirflowSkipException(f"readers see the night of {pointer['date']}, not of {day}")
    told = inlet_events[PUBLISHED]
    if len(told) > 0 and told[-1].extra.get("run") == pointer["run"]:
        raise AirflowSkipException(f"nothing new: run {pointer['run']} of {day} is published since before this run")
    outlet_events[PUBLISHED].extra = {key: pointer[key] for key in ("date", "run", "path", "manifest")}


with DAG(
    "reelrank",
    description=__doc__.partition("\n")[0],
    schedule=CronDataIntervalTimetable("30 2 * * *", timezone=ZONE),
    # No run is before it, also not of a backfill.
    start_date=pendulum.datetime(2020, 1, 1, tz=ZONE),
    catchup=False,
    max_active_runs=1,
    default_args={
        "retries": 3,
        "retry_delay": timedelta(minutes=10),
        "retry_exponential_backoff": 2,
        "max_retry_delay": timedelta(hours=1),
        "execution_timeout": timedelta(hours=8),
    },
):
    nights = [ReelrankOperator(task_id=stage, command=stage) for stage in STAGES] if TASK_PER_STAGE else [
        ReelrankOperator(task_id="nightly", command="nightly")
    ]
    inputs = InputsSensor(task_id="inputs", mode="reschedule", poke_interval=300, timeout=6 * 3600)
    chain(inputs, *nights, published())
