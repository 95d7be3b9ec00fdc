"""The system calls that a worker may make, and under which condition on an argument.

All others are refused. What NumPy, matplotlib and threads need is here, and nothing that starts a
process, opens a socket, reaches another process, or changes a file otherwise than by writing it.
"""

from typing import NamedTuple

__all__ = ["ABSENT", "ALLOWED", "CONDITIONS", "Condition"]

ALLOWED = (
    # files: reading, writing, listing. Landlock says which ones.
    "read", "write", "close", "stat", "fstat", "lstat", "newfstatat", "statx", "poll", "ppoll",
    "lseek", "pread64", "pwrite64", "readv", "writev", "preadv", "pwritev", "preadv2", "pwritev2",
    "access", "faccessat", "faccessat2", "pipe", "pipe2", "select", "pselect6", "dup", "dup2",
    "dup3", "sendfile", "copy_file_range", "flock", "fsync", "fdatasync", "ftruncate", "fallocate",
    "fadvise64", "getdents", "getdents64", "getcwd", "chdir", "fchdir", "rename", "renameat",
    "renameat2", "mkdir", "mkdirat", "rmdir", "unlink", "unlinkat", "readlink", "readlinkat",
    "umask", "statfs", "fstatfs", "close_range",
    # memory
    "mmap", "mprotect", "munmap", "brk", "mremap", "msync", "madvise", "get_mempolicy",
    # its own threads, signals and clocks
    "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "rt_sigpending", "rt_sigtimedwait",
    "rt_sigsuspend", "sigaltstack", "pause", "nanosleep", "clock_nanosleep", "getitimer",
    "setitimer", "alarm", "futex", "futex_waitv", "set_tid_address", "set_robust_list",
    "get_robust_list", "rseq", "membarrier", "sched_yield", "sched_getaffinity", "sched_getparam",
    "sched_getscheduler", "restart_syscall", "exit", "exit_group", "gettimeofday", "time",
    "clock_gettime", "clock_getres", "arch_prctl",
    # who and where it is
    "getpid", "gettid", "getppid", "getpgrp", "getpgid", "getsid", "getuid", "geteuid", "getgid",
    "getegid", "getgroups", "getresuid", "getresgid", "getrlimit", "getrusage", "getpriority",
    "getcpu", "uname", "sysinfo", "times", "getrandom", "wait4", "waitid", "setrlimit",
)  # fmt: skip

ABSENT = ("clone3", "openat2")
"""Newer calls whose arguments a filter cannot see. Libraries have an older way for each."""


class Condition(NamedTuple):
    """Which values of an argument, counted from 0, let a call be made, or which ones forbid it.

    The lower 32 bits are looked at, under the mask; the kernel looks at no more of these. None
    stands for the process's own number.
    """

    argument: int
    values: tuple[int | None, ...]
    allow: bool = True  # these and no others; otherwise all but these
    mask: int = 0xFFFFFFFF


CLONE_THREAD, NAMESPACES = 0x10000, 0x7E020000
F_SETOWN, F_SETSIG, F_SETOWN_EX = 8, 10, 15  # would have the kernel signal another process
TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX = (
    0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451,
)  # fmt: skip
PR_SET_NAME, PR_GET_NAME = 15, 16
O_ACCMODE, O_TRUNC = 0o3, 0o1000

CONDITIONS = {
    "clone": Condition(0, (CLONE_THREAD,), mask=CLONE_THREAD | NAMESPACES),
    "kill": Condition(0, (None,)),
    "tgkill": Condition(0, (None,)),
    "prlimit64": Condition(0, (0, None)),
    "prctl": Condition(0, (PR_SET_NAME, PR_GET_NAME)),
    "fcntl": Condition(1, (F_SETOWN, F_SETSIG, F_SETOWN_EX), allow=False),
    "ioctl": Condition(1, (TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX)),
    # Before version 3 of Landlock, a file that may only be read could be emptied by opening it.
    "open": Condition(1, (O_TRUNC,), allow=False, mask=O_ACCMODE | O_TRUNC),
    "openat": Condition(2, (O_TRUNC,), allow=False, mask=O_ACCMODE | O_TRUNC),
}
"""The calls that are allowed under a condition."""
