# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
"""Runs a command beside a Slurm cluster of one node: slurm_cluster.py FOLDER COMMAND...

The controller and the node listen on loopback alone, at ports that are free, keep their state in FOLDER and end with the
command. It finds the cluster through SLURM_CONF. The exit code is that of the command, or 1 if there is no cluster.
"""

import os
import pwd
import socket
import subprocess
import sys
import time

CONFIGURATION = """ClusterName=test
SlurmctldHost=localhost(127.0.0.1)
SlurmctldPort={controller}
SlurmdPort={node}
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
AuthType=auth/none
CredType=cred/none
SlurmUser={user}
SlurmdUser={user}
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/controller.pid
SlurmdPidFile={folder}/node.pid
SlurmctldLogFile={folder}/controller.log
SlurmdLogFile={folder}/node.log
MailProg=/bin/true
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=batch_sched_delay=0,sched_interval=1
SlurmdParameters=config_overrides
ReturnToService=2
NodeName=localhost NodeAddr=127.0.0.1 NodeHostname={host} CPUs=16 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES State=UP
"""


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    for each in sockets:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in sockets]
    for each in sockets:
        each.close()
    return ports


def wait_for_node(environment, seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        state = subprocess.run(
            ["sinfo", "--noheader", "--format=%T"], env=environment, capture_output=True, text=True, check=False
        )
        if state.stdout.strip() == "idle":
            return True
        time.sleep(0.2)
    return False


def main():
    folder, command = os.path.abspath(sys.argv[1]), sys.argv[2:]
    os.makedirs(os.path.join(folder, "state"))
    os.makedirs(os.path.join(folder, "spool"))
    controller, node = free_ports(2)
    configuration = os.path.join(folder, "slurm.conf")
    with open(configuration, "w", encoding="utf-8") as file:
        file.write(
            CONFIGURATION.format(
                folder=folder, controller=controller, node=node, user=pwd.getpwuid(os.getuid()).pw_name,
                host=socket.gethostname().split(".")[0],
            )
        )
    environment = dict(os.environ, SLURM_CONF=configuration)
    daemons = []
    try:
        for daemon in (["slurmctld", "-D"], ["slurmd", "-D", "-N", "localhost"]):
            daemons.append(
                subprocess.Popen(daemon, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            )
            time.sleep(0.5)
        if not wait_for_node(environment, 60):
            print(f"slurm_cluster.py: the node did not come up; see {folder}/*.log", file=sys.stderr)
            return 1
        return subprocess.run(command, env=environment, check=False, timeout=300).returncode
    finally:
        for daemon in reversed(daemons):
            daemon.terminate()
        for daemon in daemons:
            daemon.wait()


if __name__ == "__main__":
    sys.exit(main())
