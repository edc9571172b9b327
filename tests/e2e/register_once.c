/* register_once.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 *
 * Preloaded into tshark by register_once.py: has it register its dissectors and
 * plugins once, and then runs it, in a child, for each line of arguments
 * that comes. Nearly all of a short run of tshark is that registration, which
 * is the same each time.
 *
 * The child calls main() with the arguments, as the system would. Of what main()
 * does, three steps are left out: the two calls that have been made before, and
 * their opposites at the end, which would write to all of the memory that the
 * child shares with its parent.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX_REQUEST (1 << 17)   /* bytes of the arguments */
#define MAX_ARGUMENTS 1024
#define STREAMS 3               /* standard input, output and error */

typedef int main_function(int argc, char **argv, char **envp);

static main_function *tshark_main;
static bool registered;         /* all is, and this is a child */

/* Ends the process, which cannot go on without what it asked for. */
static void
give_up(const char *what)
{
    fprintf(stderr, "register_once.c: %s: %s\n", what, errno != 0 ? strerror(errno) : "not found");
    _exit(EXIT_FAILURE);
}

/* Sets a pointer, to a function or to data, to what a name stands for: behind this file (RTLD_NEXT), or as main() has it. */
static void
find(void *handle, const char *name, void *pointer)
{
    errno = 0;
    void *found = dlsym(handle, name);
    if (found == NULL)
        give_up(name);
    memcpy(pointer, &found, sizeof found);
}

/*
 * Waits for arguments, each ended by a zero byte, which come in one message with
 * the standard streams of the run. Returns their length; 0 where no more will come.
 */
static size_t
receive(int channel, char *request, int streams[STREAMS])
{
    union {
        struct cmsghdr header;
        char bytes[CMSG_SPACE(STREAMS * sizeof(int))];
    } control;
    struct iovec data = { request, MAX_REQUEST };
    struct msghdr message = {
        .msg_iov = &data, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control
    };
    ssize_t length;

    do
        length = recvmsg(channel, &message, 0);
    while (length < 0 && errno == EINTR);
    if (length <= 0)
        return 0;
    struct cmsghdr *header = CMSG_FIRSTHDR(&message);
    if (header == NULL || header->cmsg_len != CMSG_LEN(STREAMS * sizeof(int)) || request[length - 1] != '\0') {
        errno = EPROTO;
        give_up("arguments");
    }
    memcpy(streams, CMSG_DATA(header), STREAMS * sizeof(int));
    return (size_t)length;
}

/* In the child: runs tshark, and does not return. */
static void
run(int channel, char *request, size_t length, const int streams[STREAMS])
{
    static char *argv[MAX_ARGUMENTS + 1];
    int argc = 0, *ws_optind, *ws_optreset;

    close(channel);
    for (int i = 0; i < STREAMS; i++) {
        if (dup2(streams[i], i) < 0)
            give_up("dup2");
        close(streams[i]);
    }
    for (char *next = request; next < request + length; next += strlen(next) + 1) {
        if (argc == MAX_ARGUMENTS) {
            errno = E2BIG;
            give_up("arguments");
        }
        argv[argc++] = next;
    }
    /* The parent's own arguments have been read to their end. */
    find(RTLD_DEFAULT, "ws_optind", &ws_optind);
    find(RTLD_DEFAULT, "ws_optreset", &ws_optreset);
    *ws_optind = *ws_optreset = 1;
    registered = true;
    exit(tshark_main(argc, argv, environ));
}

/* Runs tshark as often as it is told to, one run after the other, and tells how each ended: the status of waitpid(). */
static void
serve(int channel)
{
    static char request[MAX_REQUEST];
    int streams[STREAMS];
    size_t length;

    while ((length = receive(channel, request, streams)) > 0) {
        pid_t child = fork();
        int status;

        if (child < 0)
            give_up("fork");
        if (child == 0)
            run(channel, request, length, streams);
        for (int i = 0; i < STREAMS; i++)
            close(streams[i]);
        while (waitpid(child, &status, 0) < 0)
            if (errno != EINTR)
                give_up("waitpid");
        if (send(channel, &status, sizeof status, MSG_NOSIGNAL) != sizeof status)
            break;
    }
    _exit(EXIT_SUCCESS);
}

/*
 * In the place of functions of <wiretap/wtap.h> and <epan/epan.h>, as tshark sees
 * them. What they take and return is a gboolean before 4.4 and a bool from then
 * on, of which the lowest byte alone is sure to be set.
 */
void wtap_init(int load_plugins);
int epan_init(void *callback, void *data, int load_plugins);
void epan_cleanup(void);
void wtap_cleanup(void);
int __libc_start_main(main_function *start, int argc, char **argv, void (*init)(void), void (*fini)(void),
                      void (*rtld_fini)(void), void *stack_end);

void
wtap_init(int load_plugins)
{
    void (*function)(int);

    if (registered)
        return;
    find(RTLD_NEXT, "wtap_init", &function);
    function(load_plugins);
}

int
epan_init(void *callback, void *data, int load_plugins)
{
    int (*function)(void *, void *, int);
    const char *channel = getenv("SIPEXPLAIN_REGISTER_ONCE");

    if (registered)
        return true;
    find(RTLD_NEXT, "epan_init", &function);
    int done = function(callback, data, load_plugins);
    if ((done & 0xFF) != 0 && channel != NULL)
        serve(atoi(channel));
    return done;
}

static void
clean_up(const char *name)
{
    void (*function)(void);

    if (registered)
        return;
    find(RTLD_NEXT, name, &function);
    function();
}

void
epan_cleanup(void)
{
    clean_up("epan_cleanup");
}

void
wtap_cleanup(void)
{
    clean_up("wtap_cleanup");
}

/* In the C library's place, as here alone it is said where main() is. */
int
__libc_start_main(main_function *start, int argc, char **argv, void (*init)(void), void (*fini)(void),
                  void (*rtld_fini)(void), void *stack_end)
{
    int (*function)(main_function *, int, char **, void (*)(void), void (*)(void), void (*)(void), void *);

    tshark_main = start;
    find(RTLD_NEXT, "__libc_start_main", &function);
    return function(start, argc, argv, init, fini, rtld_fini, stack_end);
}
