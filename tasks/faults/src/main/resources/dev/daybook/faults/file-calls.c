/*
 * Counts the file calls of a process that touch one folder, writes each into a log, and disturbs one of them.
 *
 * Loaded before the C library (LD_PRELOAD), so it sees what a program asks of the C library: it needs no rights, costs
 * nothing that is felt, and counts no call of the JVM's own. The settings are environment variables:
 *
 *   FAULT_FOLDER   only calls on paths below this folder count
 *   FAULT_LOG      one line a call: number, r or w (does it change anything?), name, path; "hit" before the disturbed one
 *   FAULT_CALL     the number of the call to disturb; 0 for none
 *   FAULT_KIND     kill: SIGKILL before the call          half: SIGKILL after half of a write
 *                  eio, enospc: the call fails            short: half of a read or a write, which is no error
 *                  stop: SIGSTOP before every call that changes something
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

/* dlsym's own version in the C library; asking for it by name would find the one below. */
#if defined(__x86_64__)
#define DLSYM_VERSION "GLIBC_2.2.5"
#else
#define DLSYM_VERSION "GLIBC_2.17"
#endif

static const char *folder;
static size_t folder_length;
static const char *kind = "";
static long wanted;
static int log_file = -1;
static atomic_long calls;

static void *real(const char *name) {
    static void *(*find)(void *, const char *);
    if (!find) {
        find = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", DLSYM_VERSION);
    }
    return find(RTLD_NEXT, name);
}
#define REAL(name, type) ((type)real(#name))

__attribute__((constructor)) static void begin(void) {
    folder = getenv("FAULT_FOLDER");
    folder_length = folder ? strlen(folder) : 0;
    kind = getenv("FAULT_KIND") ? getenv("FAULT_KIND") : "";
    wanted = getenv("FAULT_CALL") ? atol(getenv("FAULT_CALL")) : 0;
    if (getenv("FAULT_LOG")) {
        log_file = (int)syscall(SYS_openat, AT_FDCWD, getenv("FAULT_LOG"), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    }
}

static int is(const char *name) { return strcmp(kind, name) == 0; }

static void end_now(void) {
    kill(getpid(), SIGKILL);
    for (;;) {
        pause();
    }
}

/* What the caller has to do. */
enum verdict { GO_ON, FAIL, HALF };

static enum verdict judge(const char *path, const char *name, int writes, int has_length) {
    if (!folder_length || !path || strncmp(path, folder, folder_length) != 0) {
        return GO_ON;
    }
    long number = atomic_fetch_add(&calls, 1) + 1;
    int stop = writes && is("stop");
    int hit = stop || number == wanted;
    char line[PATH_MAX + 100];
    int length = snprintf(line, sizeof line, "%s%ld %c %s %s\n", hit ? "hit " : "", number, writes ? 'w' : 'r', name, path);
    if (log_file >= 0) {
        syscall(SYS_write, log_file, line, length < (int)sizeof line ? length : (int)sizeof line - 1);
    }
    if (!hit) {
        return GO_ON;
    }
    if (stop) {
        kill(getpid(), SIGSTOP);
        return GO_ON;
    }
    if (is("eio") || is("enospc")) {
        errno = is("eio") ? EIO : ENOSPC;
        return FAIL;
    }
    if (has_length && (is("half") || is("short"))) {
        return HALF;
    }
    if (is("kill") || is("half")) {
        end_now();
    }
    return GO_ON;
}

static enum verdict judge_file(int file, const char *name, int writes, int has_length) {
    if (!folder_length) {
        return GO_ON;
    }
    int before = errno;
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", file);
    ssize_t length = readlink(link, path, sizeof path - 1);
    errno = before;
    if (length < 0) {
        return GO_ON;
    }
    path[length] = 0;
    return judge(path, name, writes, has_length);
}

static size_t half(enum verdict verdict, size_t size) { return verdict == HALF ? (size + 1) / 2 : size; }

static void end_after_half(enum verdict verdict) {
    if (verdict == HALF && is("half")) {
        end_now();
    }
}

#define OPEN(name)                                                                                    \
    int name(const char *path, int flags, ...) {                                                      \
        va_list more;                                                                                 \
        va_start(more, flags);                                                                        \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;                       \
        va_end(more);                                                                                 \
        if (judge(path, "open", (flags & O_CREAT) != 0, 0) == FAIL) return -1;                        \
        return REAL(name, int (*)(const char *, int, ...))(path, flags, mode);                        \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                                  \
    int name(int at, const char *path, int flags, ...) {                                              \
        va_list more;                                                                                 \
        va_start(more, flags);                                                                        \
        mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;                       \
        va_end(more);                                                                                 \
        if (judge(path, "open", (flags & O_CREAT) != 0, 0) == FAIL) return -1;                        \
        return REAL(name, int (*)(int, const char *, int, ...))(at, path, flags, mode);               \
    }
OPENAT(openat)
OPENAT(openat64)

#define WITH_LENGTH(name, shown, writes, buffer_type)                                                 \
    ssize_t name(int file, buffer_type buffer, size_t size) {                                         \
        enum verdict verdict = judge_file(file, shown, writes, 1);                                    \
        if (verdict == FAIL) return -1;                                                               \
        ssize_t done = REAL(name, ssize_t (*)(int, buffer_type, size_t))(file, buffer, half(verdict, size)); \
        end_after_half(verdict);                                                                      \
        return done;                                                                                  \
    }
WITH_LENGTH(read, "read", 0, void *)
WITH_LENGTH(write, "write", 1, const void *)

#define WITH_POSITION(name, shown, writes, buffer_type)                                               \
    ssize_t name(int file, buffer_type buffer, size_t size, off64_t position) {                       \
        enum verdict verdict = judge_file(file, shown, writes, 1);                                    \
        if (verdict == FAIL) return -1;                                                               \
        ssize_t done = REAL(name, ssize_t (*)(int, buffer_type, size_t, off64_t))(                    \
            file, buffer, half(verdict, size), position);                                             \
        end_after_half(verdict);                                                                      \
        return done;                                                                                  \
    }
WITH_POSITION(pread64, "pread", 0, void *)
WITH_POSITION(pwrite64, "pwrite", 1, const void *)

#define ON_FILE(name)                                                                                 \
    int name(int file) {                                                                              \
        if (judge_file(file, #name, 1, 0) == FAIL) return -1;                                         \
        return REAL(name, int (*)(int))(file);                                                        \
    }
ON_FILE(fsync)
ON_FILE(fdatasync)

int ftruncate64(int file, off64_t size) {
    if (judge_file(file, "ftruncate", 1, 0) == FAIL) return -1;
    return REAL(ftruncate64, int (*)(int, off64_t))(file, size);
}

int mkdir(const char *path, mode_t mode) {
    if (judge(path, "mkdir", 1, 0) == FAIL) return -1;
    return REAL(mkdir, int (*)(const char *, mode_t))(path, mode);
}

#define ON_PATH(name)                                                                                 \
    int name(const char *path) {                                                                      \
        if (judge(path, #name, 1, 0) == FAIL) return -1;                                              \
        return REAL(name, int (*)(const char *))(path);                                               \
    }
ON_PATH(unlink)
ON_PATH(rmdir)

int rename(const char *from, const char *to) {
    if (judge(to, "rename", 1, 0) == FAIL) return -1;
    return REAL(rename, int (*)(const char *, const char *))(from, to);
}

static int disturbed_renameat2(int from_at, const char *from, int to_at, const char *to, unsigned flags) {
    if (judge(to, "renameat2", 1, 0) == FAIL) return -1;
    return (int)syscall(SYS_renameat2, from_at, from, to_at, to, flags);
}

DIR *opendir(const char *path) {
    if (judge(path, "opendir", 0, 0) == FAIL) return NULL;
    return REAL(opendir, DIR * (*)(const char *))(path);
}

struct dirent64 *readdir64(DIR *directory) {
    if (judge_file(dirfd(directory), "readdir", 0, 0) == FAIL) return NULL;
    return REAL(readdir64, struct dirent64 * (*)(DIR *))(directory);
}

/* The JVM asks for renameat2 by its name in the C library alone, where no preloaded one is seen. */
void *dlsym(void *handle, const char *name) {
    static void *(*find)(void *, const char *);
    if (!find) {
        find = (void *(*)(void *, const char *))dlvsym(RTLD_NEXT, "dlsym", DLSYM_VERSION);
    }
    if (folder_length && strcmp(name, "renameat2") == 0) {
        return (void *)disturbed_renameat2;
    }
    return find(handle, name);
}
