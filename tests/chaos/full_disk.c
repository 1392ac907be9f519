/* A disk that is full from the n-th write on, preloaded into a program: FULL_AT is n, FULL_ROOT what lies on that disk,
   FULL_COUNT a file that is told at the end how many writes there were. Reading, renaming and deleting go on. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static long count;

static int below_root(const char *path) {
    const char *root = getenv("FULL_ROOT");
    return root && path && !strncmp(path, root, strlen(root));
}

static int on_disk(int fd) {
    char link[64], path[PATH_MAX + 1];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, PATH_MAX);
    if (length < 0) return 0;
    path[length] = 0;
    return below_root(path);
}

static int full(void) {
    const char *at = getenv("FULL_AT");
    long now = __sync_add_and_fetch(&count, 1);
    if (!at || now < atol(at)) return 0;
    errno = ENOSPC;
    return 1;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void *data, size_t size) {
    if (on_disk(fd) && full()) return -1;
    return REAL(write)(fd, data, size);
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t at) {
    if (on_disk(fd) && full()) return -1;
    return REAL(pwrite)(fd, data, size, at);
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t at) {
    if (on_disk(fd) && full()) return -1;
    return REAL(pwrite64)(fd, data, size, at);
}
int fsync(int fd) {
    if (on_disk(fd) && full()) return -1;
    return REAL(fsync)(fd);
}
int fdatasync(int fd) {
    if (on_disk(fd) && full()) return -1;
    return REAL(fdatasync)(fd);
}
int mkdir(const char *path, mode_t mode) {
    struct stat found;
    if (below_root(path) && stat(path, &found) && full()) return -1;
    return REAL(mkdir)(path, mode);
}

static int no_room_for(const char *path, int flags) {
    struct stat found;
    return flags & O_CREAT && below_root(path) && stat(path, &found) && full();
}
#define OPEN(name)                                                  \
    int name(const char *path, int flags, ...) {                    \
        va_list more;                                               \
        va_start(more, flags);                                      \
        mode_t mode = flags & O_CREAT ? va_arg(more, int) : 0;   \
        va_end(more);                                               \
        if (no_room_for(path, flags)) return -1;                    \
        return REAL(name)(path, flags, mode);                       \
    }
OPEN(open)
OPEN(open64)

__attribute__((destructor)) static void tell(void) {
    const char *path = getenv("FULL_COUNT");
    FILE *file = path ? fopen(path, "w") : NULL;
    if (file) {
        fprintf(file, "%ld", count);
        fclose(file);
    }
}
