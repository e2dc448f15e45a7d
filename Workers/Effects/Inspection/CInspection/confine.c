#define _GNU_SOURCE
#include "CInspection.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <stddef.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#if defined(__x86_64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_X86_64
#elif defined(__aarch64__)
#define OWN_ARCHITECTURE AUDIT_ARCH_AARCH64
#else
#error "the calls to be forbidden are not known for this processor"
#endif

#define LOAD(field) BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, field))
#define RETURN(action) BPF_STMT(BPF_RET | BPF_K, (action))
#define REFUSE RETURN(SECCOMP_RET_ERRNO | EPERM)
#define UNKNOWN RETURN(SECCOMP_RET_ERRNO | ENOSYS)
#define FORBID(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 1), REFUSE
// The flags of a call that opens a file: reading alone is allowed.
#define READ_ALONE(call, argument) \
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, (call), 0, 4), LOAD(args[argument]), \
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, O_WRONLY | O_RDWR | O_CREAT | O_TRUNC, 0, 1), REFUSE, RETURN(SECCOMP_RET_ALLOW)

// What is not listed is allowed: libraries may read, map memory, and start threads. The execution of a program is left out
// here, since one may have to be started, once and in place.
static const struct sock_filter filter[] = {
    LOAD(arch),
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, OWN_ARCHITECTURE, 1, 0),
    RETURN(SECCOMP_RET_KILL_PROCESS),
    LOAD(nr),
#if defined(__x86_64__)
    // The calls of x32 have numbers of their own.
    BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1),
    REFUSE,
    READ_ALONE(__NR_open, 1),
    FORBID(__NR_creat), FORBID(__NR_fork), FORBID(__NR_vfork), FORBID(__NR_unlink), FORBID(__NR_rename), FORBID(__NR_mkdir),
    FORBID(__NR_rmdir), FORBID(__NR_link), FORBID(__NR_symlink), FORBID(__NR_chmod), FORBID(__NR_chown), FORBID(__NR_mknod),
#endif
    READ_ALONE(__NR_openat, 2),
    FORBID(__NR_socket), FORBID(__NR_socketpair), FORBID(__NR_connect), FORBID(__NR_bind), FORBID(__NR_listen),
    FORBID(__NR_accept), FORBID(__NR_accept4), FORBID(__NR_sendto), FORBID(__NR_sendmsg), FORBID(__NR_sendmmsg),
    FORBID(__NR_unlinkat), FORBID(__NR_renameat), FORBID(__NR_renameat2), FORBID(__NR_mkdirat), FORBID(__NR_linkat),
    FORBID(__NR_symlinkat), FORBID(__NR_mknodat), FORBID(__NR_fchmod), FORBID(__NR_fchmodat), FORBID(__NR_fchown),
    FORBID(__NR_fchownat), FORBID(__NR_truncate), FORBID(__NR_ftruncate), FORBID(__NR_setxattr), FORBID(__NR_memfd_create),
    FORBID(__NR_kill), FORBID(__NR_tkill), FORBID(__NR_ptrace), FORBID(__NR_process_vm_readv), FORBID(__NR_process_vm_writev),
    FORBID(__NR_pidfd_open), FORBID(__NR_mount), FORBID(__NR_umount2), FORBID(__NR_pivot_root), FORBID(__NR_chroot),
    FORBID(__NR_setns), FORBID(__NR_unshare), FORBID(__NR_bpf), FORBID(__NR_perf_event_open), FORBID(__NR_userfaultfd),
    FORBID(__NR_keyctl), FORBID(__NR_add_key), FORBID(__NR_request_key), FORBID(__NR_io_uring_setup), FORBID(__NR_execveat),
    FORBID(__NR_init_module), FORBID(__NR_finit_module), FORBID(__NR_kexec_load), FORBID(__NR_reboot), FORBID(__NR_setsid),
    // Newer forms whose arguments lie in memory, where a filter cannot look: libraries fall back on the older ones.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone3, 0, 1), UNKNOWN,
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_openat2, 0, 1), UNKNOWN,
    // Threads, but no processes.
    BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, __NR_clone, 0, 4), LOAD(args[0]),
    BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, CLONE_THREAD, 1, 0), REFUSE, RETURN(SECCOMP_RET_ALLOW),
    RETURN(SECCOMP_RET_ALLOW),
};

static const struct sock_filter no_execution[] = {
    LOAD(nr), FORBID(__NR_execve), RETURN(SECCOMP_RET_ALLOW),
};

static int install(const struct sock_filter *instructions, size_t count) {
    struct sock_fprog program = {.len = (unsigned short)count, .filter = (struct sock_filter *)instructions};
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0 ? 0 : errno;
}

static int limit(int what, rlim_t most) {
    struct rlimit limit = {most, most};
    return setrlimit((__rlimit_resource_t)what, &limit) == 0 ? 0 : errno;
}

int cinspection_confine(const struct cinspection_limits *limits) {
    int error = limit(RLIMIT_CORE, 0);
    if (!error) error = limit(RLIMIT_FSIZE, 0);
    if (!error) error = limit(RLIMIT_NOFILE, 64);
    if (!error) error = limit(RLIMIT_CPU, limits->seconds);
    if (!error) error = limit(RLIMIT_AS, limits->memory);
    if (error) return error;
    // Not everywhere allowed; the filter forbids sockets in any case.
    (void)unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWIPC);
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
    (void)prctl(PR_SET_DUMPABLE, 0);
    error = install(filter, sizeof filter / sizeof *filter);
    if (!error && !limits->may_execute) error = install(no_execution, sizeof no_execution / sizeof *no_execution);
    return error;
}

int cinspection_pipe(int ends[2]) { return pipe2(ends, O_CLOEXEC) == 0 ? 0 : errno; }
