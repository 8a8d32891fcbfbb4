package localdb

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// hasArg reports whether the process is there and was started with the argument.
func hasArg(pid int, arg string) bool {
	reap(pid)
	b, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid)) // empty for a process that has ended
	if err != nil {
		return false
	}
	for a := range bytes.SplitSeq(b, []byte{0}) {
		if string(a) == arg {
			return true
		}
	}
	return false
}

// startProcess starts a process that outlives this one, or, tied, ends with it.
func startProcess(cmd *exec.Cmd, tied bool) (int, error) {
	cmd.SysProcAttr = inOwnSession()
	if !tied {
		return startAndForget(cmd)
	}
	// The kernel sends the signal when the thread ends that started the child, not the
	// process: so that thread waits for the child's end.
	cmd.SysProcAttr.Pdeathsig = syscall.SIGKILL
	type started struct {
		pid int
		err error
	}
	c := make(chan started)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		if err := cmd.Start(); err != nil {
			c <- started{err: err}
			return
		}
		c <- started{pid: cmd.Process.Pid}
		_ = cmd.Wait() // a killed child is no news
	}()
	s := <-c
	return s.pid, s.err
}
