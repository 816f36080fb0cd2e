"""The checks of scripts/check-airflow, in its environment: check-airflow.py NIGHT, the storage root of a night to compare with.
What holds goes to file descriptor 3, what Airflow says to stdout and stderr."""

import glob
import json
import os
import subprocess
import sys
import threading
import time
from datetime import timedelta

import pendulum
import psutil

DAY = "2022-05-06"
OUT = "out/check-airflow"
ROOT = os.path.abspath(f"{OUT}/night")
NIGHT = sys.argv[1]
SAMPLES = os.path.abspath("data-samples")

# Columns of these tables tell of a run and not of its data: how long it took, where its files are.
MEASURED = {"training_sweeps", "publications"}

os.environ |= {
    "REELRANK_ROOT": ROOT,
    "REELRANK_CONF": "conf/sample.conf",
    "REELRANK_INPUTS": " ".join(
        f"{SAMPLES}/{name}/dt={{day}}/*.gz" for name in ("events", "videos", "users")),
}

from airflow.dag_processing.dagbag import DagBag
from airflow.models.asset import AssetEvent
from airflow.utils.session import create_session


def say(line):
    os.write(3, f"airflow: {line}\n".encode())


def require(what, found, expected):
    """Ends the check with a message unless something is as expected."""
    if found != expected:
        say(f"DOES NOT HOLD: {what}\n  expected {expected}\n  found    {found}")
        sys.exit(1)
    say(what)


def load(**variables):
    """The DAG under environment variables, without errors and warnings."""
    os.environ |= variables
    bag = DagBag(os.environ["AIRFLOW__CORE__DAGS_FOLDER"])
    require(f"the DAG loads without errors and warnings, with {', '.join(variables) or 'its defaults'}",
            (list(bag.dags), bag.import_errors, bag.captured_warnings), (["reelrank"], {}, {}))
    return bag.dags["reelrank"]


def run(dag):
    """A run of the day: the state of each task and its last try."""
    for each in dag.tasks:
        each.retry_delay = timedelta(seconds=1)
    ended = dag.test(logical_date=pendulum.datetime(2022, 5, 7, 2, 30, tz="Asia/Shanghai"))
    return {task.task_id: f"{task.state} at try {task.try_number}" for task in ended.get_task_instances()}


def emitted():
    """The run of each event of the asset."""
    with create_session() as session:
        return [event.extra.get("run") for event in session.query(AssetEvent).order_by(AssetEvent.id)]


def content(path):
    with open(path) as file:
        return json.load(file)


def pointer(root):
    return content(f"{root}/published/LATEST.json")


def records():
    """Of each run under the storage root, in order: the exit code, and the stages with how they ended."""
    runs = [content(path) for path in sorted(glob.glob(f"{ROOT}/runs/date=*/run=*/run.json"))]
    return [(run["exitCode"], {stage["stage"]: stage["state"] for stage in run["stages"]}) for run in runs]


def tables(root):
    """The digest and rows of each table by day."""
    manifests = {}
    for path in glob.glob(f"{root}/tables/*/dt=*/_MANIFEST.json"):
        table, day = path.split("/")[-3:-1]
        manifest = content(path)
        manifests[f"{table} {day}"] = (manifest["rows"], "measured" if table in MEASURED else manifest["digest"])
    return manifests


def published(root):
    """The rows of each dataset that readers see, with their digest and all that determined them."""
    manifest = content(f"{root}/{pointer(root)['manifest']}")
    return {dataset["name"]: (dataset["rows"], dataset["inputs"]) for dataset in manifest["datasets"]}


def differences(found, expected):
    return [f"{key}: {found.get(key, 'absent')}, by the command {expected.get(key, 'absent')}"
            for key in sorted(found.keys() | expected.keys()) if found.get(key) != expected.get(key)]


def stop_after(table):
    """Stops the night by SIGTERM once it has written a table."""
    while not glob.glob(f"{ROOT}/tables/{table}/dt={DAY}/_MANIFEST.json"):
        time.sleep(0.1)
    for child in psutil.Process().children():
        if any(argument == "io.reelrank.Main" for argument in child.cmdline()):
            child.terminate()


def checks():
    stages = [line.split(":")[0]
              for line in subprocess.run(["scripts/reelrank", "plan"], check=True, capture_output=True, text=True)
              .stdout.splitlines() if line and not line.startswith(" ")]
    dag = load(REELRANK_TASK_PER_STAGE="true")
    require("a task a stage: the stages of the plan, in order", [task.task_id for task in dag.topological_sort()],
            ["inputs", *stages, "published"])

    dag = load(REELRANK_TASK_PER_STAGE="false")
    threading.Thread(target=stop_after, args=["suspects"], daemon=True).start()
    require("a night that is stopped by SIGTERM is tried again and published", run(dag),
            {"inputs": "success at try 1", "nightly": "success at try 2", "published": "success at try 1"})
    (stopped, before), (done, after) = records()
    require("the stopped run ended with 143, the second with 0", (stopped, done), (143, 0))
    finished = [stage for stage, state in before.items() if state == "DONE"]
    require(f"the second run used what was finished: {', '.join(finished)}",
            ("collect" in finished, [after[stage] for stage in finished]), (True, ["REUSED"] * len(finished)))
    require("the night emitted one event of the asset, with the published run", emitted(), [pointer(ROOT)["run"]])
    require(f"the {len(tables(NIGHT))} tables by day are those of scripts/reelrank nightly",
            differences(tables(ROOT), tables(NIGHT)), [])
    require(f"the {len(published(NIGHT))} published datasets are those of scripts/reelrank nightly",
            differences(published(ROOT), published(NIGHT)), [])
    require("what is published is undamaged",
            subprocess.run(["scripts/reelrank", "verify", "--set", f"storage.root={ROOT}"]).returncode, 0)

    current = pointer(ROOT)
    require("a night that is finished already succeeds, and emits nothing", (run(dag), emitted(), pointer(ROOT)),
            ({"inputs": "success at try 1", "nightly": "success at try 1", "published": "skipped at try 1"},
             [current["run"]], current))

    refused = {"inputs": "success at try 1", "nightly": "failed at try 1", "published": "upstream_failed at try 0"}
    conf = f"{OUT}/refused.conf"
    with open(conf, "w") as file:
        file.write('include "../../conf/sample.conf"\nreelrank.gate.max-largest-share = 0.001\n')
    require("a night that the gate refuses is not tried again, and emits nothing",
            (run(load(REELRANK_CONF=conf)), records()[-1][0], emitted(), pointer(ROOT)),
            (refused, 3, [current["run"]], current))

    conf = f"{OUT}/misspelt.conf"
    with open(conf, "w") as file:
        file.write('include "../../conf/sample.conf"\nreelrank.gate.max-largest-shar = 0.001\n')
    require("wrong settings are not tried again, and emit nothing",
            (run(load(REELRANK_CONF=conf)), emitted(), pointer(ROOT)), (refused, [current["run"]], current))


checks()
