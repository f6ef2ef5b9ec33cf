#include "CGnuplot.h"

#include <pthread.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cassert>
#include <cstdio>
#include <exception>
#include <memory>

#include <gnuplot-iostream.h>

namespace {

/// Keeps a write into a dead gnuplot from killing the whole process: SIGPIPE is blocked on this
/// thread, and one that became pending meanwhile is taken away before unblocking.
class PipeSignalGuard {
 public:
  PipeSignalGuard() {
    sigset_t pending;
    sigpending(&pending);
    was_pending_ = sigismember(&pending, SIGPIPE);
    sigemptyset(&set_);
    sigaddset(&set_, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &set_, &old_);
  }
  ~PipeSignalGuard() {
#ifdef __linux__
    if (!was_pending_) {
      const timespec now = {0, 0};
      sigtimedwait(&set_, nullptr, &now);
    }
#endif
    pthread_sigmask(SIG_SETMASK, &old_, nullptr);
  }

 private:
  sigset_t set_;
  sigset_t old_;
  int was_pending_;
};

}  // namespace

/// gnuplot-iostream drops the exit status when it closes a pipe of its own, so the pipe is opened
/// here and the library writes to a duplicate.
struct CGnuplotSession {
  std::FILE *pipe = nullptr;
  std::unique_ptr<Gnuplot> stream;
};

CGnuplotSession *cgnuplot_open(const char *command) {
  std::FILE *pipe = popen(command, "w");
  if (!pipe) return nullptr;
  try {
    auto session = std::make_unique<CGnuplotSession>();
    const int duplicate = dup(fileno(pipe));
    std::FILE *file = duplicate < 0 ? nullptr : fdopen(duplicate, "w");
    if (!file) throw std::exception();
    session->pipe = pipe;
    session->stream = std::make_unique<Gnuplot>(file);
    return session.release();
  } catch (const std::exception &) {
    pclose(pipe);
    return nullptr;
  }
}

int cgnuplot_send(CGnuplotSession *session, const char *text, size_t length) {
  const PipeSignalGuard guard;
  try {
    session->stream->write(text, static_cast<std::streamsize>(length));
    session->stream->flush();
    return session->stream->good() ? 0 : -1;
  } catch (const std::exception &) {
    return -1;
  }
}

int cgnuplot_close(CGnuplotSession *session) {
  const PipeSignalGuard guard;
  try {
    session->stream.reset();
  } catch (const std::exception &) {
    // The exit status below tells what went wrong.
  }
  const int status = pclose(session->pipe);
  delete session;
  if (status == -1) return -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
