"""A real standalone Spark cluster on this machine: one master, two workers of one core each."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from importlib.util import find_spec
from pathlib import Path
from unittest import mock

from tests.helpers_servers import free_port

_DEPLOY = "org.apache.spark.deploy"


@contextmanager
def standalone(folder: Path) -> Iterator[str]:
    """The address of the master, until the block ends; this process is set up to be a driver."""
    found = find_spec("pyspark")
    assert found
    home, port = Path(str(found.origin)).parent, free_port()
    driver = {
        "SPARK_HOME": str(home),
        "SPARK_LOCAL_IP": "127.0.0.1",
        "PYSPARK_PYTHON": sys.executable,
        "PYTHONPATH": str(Path(__file__).resolve().parent.parent),
    }
    java = str(home / "bin" / "spark-class")
    quiet = ("--webui-port", "0")
    master = [java, f"{_DEPLOY}.master.Master", "--host", "127.0.0.1", "--port", str(port), *quiet]
    worker = [java, f"{_DEPLOY}.worker.Worker", "--host", "127.0.0.1", "--cores", "1", "--memory", "1g"]
    worker += [*quiet, "--work-dir", str(folder), f"spark://127.0.0.1:{port}"]
    environment = {**os.environ, **driver, "SPARK_DAEMON_MEMORY": "256m"}
    with ExitStack() as stack, (folder / "log").open("wb") as log:
        for command in (master, worker, worker):
            process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
            stack.callback(process.wait)
            stack.callback(process.kill)
            until = time.monotonic() + 60
            while command is master and time.monotonic() < until and not _listens(port):
                time.sleep(0.2)
        with mock.patch.dict(os.environ, driver):
            yield f"spark://127.0.0.1:{port}"


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
