#!/usr/bin/env bash
# Makes this Debian machine a Slurm cluster of one node and starts it: to try a workflow before it goes to a
# real cluster, and in CI. Run as root.
#
#   Workflow/one-node-slurm.sh          installs what is missing, configures, starts
#   Workflow/one-node-slurm.sh stop     stops what it started
set -euo pipefail
conf=/etc/slurm/slurm.conf

stop() {
  for pid in /run/slurmd.pid /run/slurm/slurmctld.pid /run/munge/munged.pid; do
    [ -s "$pid" ] && kill "$(cat "$pid")" 2>/dev/null || true
  done
}

[ "$(id -u)" = 0 ] || { echo "one-node-slurm.sh: run it as root" >&2; exit 1; }
if [ "${1:-start}" = stop ]; then stop; exit 0; fi
if [ -e "$conf" ] && ! grep -q '^ClusterName=onenode$' "$conf"; then
  echo "$conf: belongs to another cluster; use that one, or move the file away" >&2
  exit 1
fi

if ! command -v slurmctld slurmd munged sbatch >/dev/null; then
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    slurm-wlm munge >/dev/null
fi

# munge signs what the daemons and the commands say to each other; all share one key.
if [ ! -s /etc/munge/munge.key ]; then
  (umask 077 && head -c 1024 /dev/urandom >/etc/munge/munge.key)
fi
chown munge: /etc/munge/munge.key && chmod 400 /etc/munge/munge.key
install -d -o munge -g munge -m 755 /run/munge
install -d -o munge -g munge -m 700 /var/lib/munge /var/log/munge
install -d -o slurm -g slurm -m 755 /run/slurm /var/spool/slurmctld /var/log/slurm
install -d -m 755 /var/spool/slurmd /etc/slurm

host=$(hostname -s)
getent hosts "$host" >/dev/null || echo "127.0.0.1 $host" >>/etc/hosts
# What the node has: half a gigabyte is left to the system.
memory=$(awk '/MemTotal/ { print int($2 / 1024) - 512 }' /proc/meminfo)
cat >"$conf" <<CONF
ClusterName=onenode
SlurmctldHost=$host(127.0.0.1)
AuthType=auth/munge
SlurmUser=slurm
SlurmctldPidFile=/run/slurm/slurmctld.pid
SlurmdPidFile=/run/slurmd.pid
StateSaveLocation=/var/spool/slurmctld
SlurmdSpoolDir=/var/spool/slurmd
SlurmctldLogFile=/var/log/slurm/slurmctld.log
SlurmdLogFile=/var/log/slurm/slurmd.log
# Plain process groups: a container has no cgroup of its own to give.
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU_Memory
# Finished jobs stay in the queue's list for so many seconds, where there is no database of them.
MinJobAge=600
JobRequeue=1
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=$(nproc) RealMemory=$memory State=UNKNOWN
PartitionName=main Nodes=$host Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO
CONF

pgrep -x munged >/dev/null || runuser -u munge -- munged
pgrep -x slurmctld >/dev/null || slurmctld
pgrep -x slurmd >/dev/null || slurmd

for _ in $(seq 60); do
  state=$(sinfo -h -o %T 2>/dev/null || true)
  case "$state" in
    idle | mixed | allocated) echo "one node, $host: $state"; exit 0 ;;
    down* | drain*) scontrol update NodeName="$host" State=RESUME 2>/dev/null || true ;;
  esac
  sleep 1
done
echo "one-node-slurm.sh: the node does not come up; see /var/log/slurm" >&2
exit 1
