/*
 * Loaded into pcscd by the tests (LD_PRELOAD). It moves the daemon's fixed directory /run/pcscd to PCSCD_HOME, so that
 * several run at once and none needs special rights; it keeps the virtual readers on the loopback interface; and it
 * sends small messages at once: vpcd writes length and body apart, which else costs 40 ms a command (Nagle's algorithm
 * against the delayed acknowledgement).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

static const char fixed[] = "/run/pcscd";

static const char *moved(const char *path, char *into) {
  const char *home = getenv("PCSCD_HOME");
  if (!home || strncmp(path, fixed, sizeof fixed - 1)) return path;
  snprintf(into, 4096, "%s%s", home, path + sizeof fixed - 1);
  return into;
}

int accept(int s, struct sockaddr *a, socklen_t *l) {
  int (*next)(int, struct sockaddr *, socklen_t *) = dlsym(RTLD_NEXT, "accept");
  int one = 1, accepted = next(s, a, l);
  if (accepted >= 0) setsockopt(accepted, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  return accepted;
}

int bind(int s, const struct sockaddr *a, socklen_t l) {
  int (*next)(int, const struct sockaddr *, socklen_t) = dlsym(RTLD_NEXT, "bind");
  if (a->sa_family == AF_INET) {
    struct sockaddr_in here = *(const struct sockaddr_in *)a;
    here.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return next(s, (struct sockaddr *)&here, sizeof here);
  }
  if (a->sa_family != AF_UNIX) return next(s, a, l);
  char into[4096];
  struct sockaddr_un there = {.sun_family = AF_UNIX};
  const char *path = moved(((const struct sockaddr_un *)a)->sun_path, into);
  snprintf(there.sun_path, sizeof there.sun_path, "%s", path);
  return next(s, (struct sockaddr *)&there, sizeof there);
}

int chmod(const char *path, mode_t mode) {
  int (*next)(const char *, mode_t) = dlsym(RTLD_NEXT, "chmod");
  char into[4096];
  return next(moved(path, into), mode);
}

int mkdir(const char *path, mode_t mode) {
  int (*next)(const char *, mode_t) = dlsym(RTLD_NEXT, "mkdir");
  char into[4096];
  return next(moved(path, into), mode);
}

int remove(const char *path) {
  int (*next)(const char *) = dlsym(RTLD_NEXT, "remove");
  char into[4096];
  return next(moved(path, into));
}

int stat64(const char *path, struct stat64 *status) {
  int (*next)(const char *, struct stat64 *) = dlsym(RTLD_NEXT, "stat64");
  char into[4096];
  return next(moved(path, into), status);
}

FILE *fopen64(const char *path, const char *mode) {
  FILE *(*next)(const char *, const char *) = dlsym(RTLD_NEXT, "fopen64");
  char into[4096];
  return next(moved(path, into), mode);
}

int open64(const char *path, int flags, ...) {
  int (*next)(const char *, int, ...) = dlsym(RTLD_NEXT, "open64");
  char into[4096];
  va_list rest;
  va_start(rest, flags);
  mode_t mode = va_arg(rest, int);
  va_end(rest);
  return next(moved(path, into), flags, mode);
}
