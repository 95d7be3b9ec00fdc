"""The system calls that a worker may make, and under which condition on an argument.

All others are refused. What NumPy, matplotlib and threads need is here, and nothing that starts a
process, opens a socket, reaches another process, or changes a file otherwise than by writing it.
"""

from typing import NamedTuple

__all__ = ["ABSENT", "ALLOWED", "CONDITIONS", "Condition"]

ALLOWED = (
    # files: reading, writing, listing. Landlock says which ones. Not `fallocate`, which takes
    # gigabytes before anybody can count them: NumPy asks for it, and does without.
    "read", "write", "close", "stat", "fstat", "lstat", "newfstatat", "statx", "poll", "ppoll",
    "lseek", "pread64", "pwrite64", "readv", "writev", "preadv", "pwritev", "preadv2", "pwritev2",
    "access", "faccessat", "faccessat2", "pipe", "pipe2", "select", "pselect6", "dup", "dup2",
    "dup3", "sendfile", "copy_file_range", "fsync", "fdatasync", "ftruncate",
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
    """Which values of an argument, counted from 0, let a call be made.

    The lower 32 bits are looked at, under the mask; the kernel looks at no more of these. None
    stands for the process's own number.
    """

    argument: int
    values: tuple[int | None, ...]
    mask: int = 0xFFFFFFFF


# A thread shares its files and its folder with the others: there is one table of open files, and
# its limit is that of the process. All C libraries start threads so.
CLONE_FS, CLONE_FILES, CLONE_THREAD, NAMESPACES = 0x200, 0x400, 0x10000, 0x7E020000
A_THREAD = CLONE_FS | CLONE_FILES | CLONE_THREAD
# Not among these: what has the kernel signal another process (F_SETOWN), and what keeps others
# from opening a file for as long as it likes (F_SETLEASE), even one that may only be read.
OF_OPEN_FILES = (
    F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETLK, F_SETLK, F_SETLKW, F_DUPFD_CLOEXEC,
) = (0, 1, 2, 3, 4, 5, 6, 7, 1030)  # fmt: skip
TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX = (
    0x5401, 0x5413, 0x541B, 0x5421, 0x5450, 0x5451,
)  # fmt: skip
PR_SET_NAME, PR_GET_NAME = 15, 16
# Before version 3 of Landlock, a file that may only be read could be emptied by opening it; and no
# version is asked about a file that is opened neither to read nor to write, by the fourth mode.
O_RDONLY, O_WRONLY, O_RDWR, O_ACCMODE, O_TRUNC = 0, 1, 2, 3, 0o1000
OPENED = (O_RDONLY, O_WRONLY, O_RDWR, O_WRONLY | O_TRUNC, O_RDWR | O_TRUNC)
OPENING = O_ACCMODE | O_TRUNC

CONDITIONS = {
    "clone": Condition(0, (A_THREAD,), mask=A_THREAD | NAMESPACES),
    "kill": Condition(0, (None,)),
    "tgkill": Condition(0, (None,)),
    "prlimit64": Condition(0, (0, None)),
    "prctl": Condition(0, (PR_SET_NAME, PR_GET_NAME)),
    "fcntl": Condition(1, OF_OPEN_FILES),
    "ioctl": Condition(1, (TCGETS, TIOCGWINSZ, FIONREAD, FIONBIO, FIONCLEX, FIOCLEX)),
    "open": Condition(1, OPENED, mask=OPENING),
    "openat": Condition(2, OPENED, mask=OPENING),
}
"""The calls that are allowed under a condition."""
