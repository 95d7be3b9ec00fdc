"""The filter of system calls, tried on a machine of our own: what it lets through, and no more."""

import ctypes
import ctypes.util
import errno
import sys

import pytest
from filtermachine import ALLOW, KILL, NO_SUCH_CALL, REFUSE, verdict
from hypothesis import given
from hypothesis import strategies as st
from syscallnumbers import AUDIT, TABLES, numbers, text

from autograder.worker.isolation import kernel, seccomp
from autograder.worker.isolation.calls import ALLOWED, CONDITIONS
from autograder.worker.isolation.numbers import TABLES as KNOWN

OWN, OTHER = 4711, 4712
MACHINES = sorted(AUDIT)
BEYOND = 2000  # no kernel has as many calls
FORK, THREAD, FILES, NEW_USER = 17, 0x3D0F00, 0x400, 0x10000000
READ, WRITE, NEITHER, TRUNC = 0, 1, 3, 0o1000

# Calls with arguments that must not get through, by what they would do.
REFUSED = {
    "start a process": ("clone", FORK),
    "make a name space with a thread": ("clone", THREAD | NEW_USER),
    "open as many files once more in a thread": ("clone", THREAD & ~FILES),
    "signal another process": ("kill", OTHER),
    "signal everybody": ("kill", -1),
    "signal its own group": ("kill", 0),
    "signal a thread of another process": ("tgkill", OTHER, OTHER, 9),
    "lower another process's limits": ("prlimit64", OTHER, 7),
    "let another process be signalled by a file": ("fcntl", 3, 8, OTHER),
    "choose the signal of a file": ("fcntl", 3, 10, 9),
    "the same, the longer way": ("fcntl", 3, 15, 0),
    "the same, by ioctl": ("ioctl", 3, 0x8901, 0),
    "keep others from opening a file": ("fcntl", 3, 1024, 1),
    "watch a folder": ("fcntl", 3, 1026, 1),
    "take all room for pipes": ("fcntl", 3, 1031, 1 << 20),
    "type into the terminal": ("ioctl", 0, 0x5412, 0),
    "become readable by others": ("prctl", 4, 1),
    "outlive its parent": ("prctl", 1, 0),
    "empty a file that may be read": ("openat", 0, 0, READ | TRUNC),
    "empty a file that is opened neither to read nor to write": ("openat", 0, 0, NEITHER | TRUNC),
    "open a file without being asked what for": ("openat", 0, 0, NEITHER),
}  # fmt: skip
ALLOWED_WITH = {
    "start a thread": ("clone", THREAD),
    "end itself": ("kill", OWN),
    "abort": ("tgkill", OWN, OWN, 6),
    "ask for its own limits": ("prlimit64", 0, 7),
    "name itself": ("prctl", 15),
    "duplicate a file": ("fcntl", 3, 1030),
    "lock a part of its file": ("fcntl", 3, 6),
    "ask for the size of a terminal": ("ioctl", 1, 0x5413),
    "open a file for reading": ("openat", 0, 0, READ),
    "make a file anew": ("openat", 0, 0, WRITE | TRUNC),
}  # fmt: skip
# What no worker has any use for; some by numbers of their own, as the tables have not got them.
NEVER = (
    "socket", "socketpair", "connect", "bind", "sendto", "execve", "execveat", "fork", "vfork",
    "ptrace", "process_vm_readv", "process_vm_writev", "kcmp", "pidfd_open", "pidfd_getfd",
    "pidfd_send_signal", "mount", "umount2", "unshare", "setns", "chroot", "pivot_root", "bpf",
    "perf_event_open", "io_uring_setup", "userfaultfd", "keyctl", "add_key", "memfd_create",
    "shmget", "msgget", "semget", "mq_open", "flock", "chmod", "fchmod", "fchmodat", "chown",
    "fchown", "fchownat", "lchown", "utime", "utimes", "utimensat", "futimesat", "setxattr",
    "lsetxattr", "fsetxattr", "removexattr", "truncate", "link", "linkat", "symlink", "symlinkat",
    "mknod", "mknodat", "setuid", "setgid", "setresuid", "setgroups", "capset", "personality",
    "seccomp", "setsid", "setpgid", "setpriority", "sched_setaffinity", "sched_setscheduler",
    "tkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "mlock", "mlockall", "open_by_handle_at",
    "name_to_handle_at", "inotify_init1", "fanotify_init", "timer_create", "clock_settime",
    "init_module", "finit_module", "kexec_load", "reboot", "swapon", "acct", "quotactl", "syslog",
    "landlock_create_ruleset", "fallocate",
)  # fmt: skip


def program(machine: str, own: int = OWN) -> bytes:
    return seccomp.program(kernel.MACHINES[machine], own)


@pytest.mark.parametrize("machine", MACHINES)
def test_calls_without_a_condition_go_through_whatever_their_arguments(machine: str) -> None:
    names = [name for name in ALLOWED if name in KNOWN[machine]]
    found = {
        name: verdict(program(machine), AUDIT[machine], KNOWN[machine][name], [-1] * 6)
        for name in names
    }

    assert {ALLOW} == set(found.values())


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("what", REFUSED)
def test_no_call_gets_through_that_would(what: str, machine: str) -> None:
    name, *arguments = REFUSED[what]
    number = KNOWN[machine][str(name)]

    assert REFUSE == verdict(program(machine), AUDIT[machine], number, list(map(int, arguments)))


@pytest.mark.parametrize("machine", MACHINES)
@pytest.mark.parametrize("what", ALLOWED_WITH)
def test_a_worker_may(what: str, machine: str) -> None:
    name, *arguments = ALLOWED_WITH[what]
    number = KNOWN[machine][str(name)]

    assert ALLOW == verdict(program(machine), AUDIT[machine], number, list(map(int, arguments)))


def listed(machine: str) -> set[int]:
    """Return the numbers of the calls that a worker may make, whatever their arguments or not."""
    return {KNOWN[machine][name] for name in (*ALLOWED, *CONDITIONS) if name in KNOWN[machine]}


@pytest.mark.parametrize("machine", MACHINES)
def test_every_other_number_is_refused(machine: str) -> None:
    steps, others = program(machine), set(range(BEYOND)) - listed(machine)
    said = {
        verdict(steps, AUDIT[machine], number, [argument] * 6)
        for number in others
        for argument in (0, OWN)
    }

    assert len(others) > BEYOND - 200
    assert {REFUSE, NO_SUCH_CALL} == said


@pytest.mark.parametrize("machine", MACHINES)
@given(number=st.integers(0, BEYOND), arguments=st.lists(st.integers(0, 2**64 - 1), max_size=6))
def test_no_argument_gets_another_answer(machine: str, number: int, arguments: list[int]) -> None:
    said = verdict(program(machine), AUDIT[machine], number, arguments)

    if number not in listed(machine):
        assert said in (REFUSE, NO_SUCH_CALL)
    assert said in (ALLOW, REFUSE, NO_SUCH_CALL)


@pytest.mark.parametrize("machine", MACHINES)
def test_libraries_are_told_that_newer_ways_do_not_exist(machine: str) -> None:
    for name in ("clone3", "openat2"):
        said = verdict(program(machine), AUDIT[machine], KNOWN[machine][name])
        assert NO_SUCH_CALL == said

    assert NO_SUCH_CALL == verdict(program(machine), AUDIT[machine], 460)
    assert errno.ENOSYS == NO_SUCH_CALL & 0xFFFF


@pytest.mark.parametrize("machine", MACHINES)
def test_calls_by_another_machines_numbers_end_the_worker(machine: str) -> None:
    """On x86_64, `int 0x80` reaches the calls of i386, whose numbers mean something else."""
    others = [0x40000003, *(audit for audit in AUDIT.values() if audit != AUDIT[machine])]

    assert {KILL} == {verdict(program(machine), audit, 1) for audit in others}
    assert KILL == verdict(program(machine), AUDIT[machine], 0x40000000 + 1)


def libseccomp() -> bool:
    """Whether the numbers of all machines can be asked for."""
    try:
        ctypes.CDLL("libseccomp.so.2")
    except OSError:
        return False
    return True


needs_libseccomp = pytest.mark.skipif(not libseccomp(), reason="libseccomp2 is not installed here")


@needs_libseccomp
def test_the_tables_are_those_of_libseccomp() -> None:
    assert text() == TABLES.read_text(encoding="utf-8")
    assert dict(KNOWN) == {machine: numbers(machine) for machine in MACHINES}


@needs_libseccomp
@pytest.mark.parametrize("machine", MACHINES)
def test_nothing_that_a_worker_has_no_use_for_is_let_through(machine: str) -> None:
    resolve = ctypes.CDLL("libseccomp.so.2").seccomp_syscall_resolve_name_arch
    there = {n: resolve(ctypes.c_uint32(AUDIT[machine]), n.encode()) for n in NEVER}
    found = {
        name: verdict(program(machine), AUDIT[machine], number)
        for name, number in there.items()
        if number >= 0
    }

    assert [] == [name for name, said in found.items() if said not in (REFUSE, NO_SUCH_CALL)]
    assert len(found) > 60


@pytest.mark.skipif(sys.platform != "linux", reason="system calls are filtered on Linux alone")
def test_this_machine_is_one_of_those_that_are_known() -> None:
    assert kernel.MACHINE is not None, "isolation needs x86_64 or aarch64"
