#ifndef CGNUPLOT_H
#define CGNUPLOT_H

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// One running gnuplot behind gnuplot-iostream; boost and C++ stay in the .cpp.
typedef struct CGnuplotSession CGnuplotSession;

/// Starts `command` through the shell with a pipe to its standard input.
/// Returns NULL when no pipe can be opened.
CGnuplotSession *cgnuplot_open(const char *command);

/// Sends text. Returns 0, or -1 when gnuplot no longer reads.
int cgnuplot_send(CGnuplotSession *session, const char *text, size_t length);

/// Ends the input, waits, frees the session and returns the exit status: 127 when the shell did
/// not find the command, 128 + n for a death by signal n, -1 when waiting failed.
int cgnuplot_close(CGnuplotSession *session);

#ifdef __cplusplus
}
#endif

#endif
