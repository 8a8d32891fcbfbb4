//go:build unix

package localdb

import (
	"os"
	"syscall"
)

// signalStop asks a process to end, or ends it.
func signalStop(pid int, force bool) error {
	sig := syscall.SIGTERM
	if force {
		sig = syscall.SIGKILL
	}
	return syscall.Kill(pid, sig)
}

// reap takes the exit status of an ended child, if pid is one; what nobody
// takes stays in the process table as long as this program runs.
func reap(pid int) {
	_, _ = syscall.Wait4(pid, nil, syscall.WNOHANG, nil)
}

// inOwnSession keeps the signals of the terminal from a process.
func inOwnSession() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setsid: true} }

// killGroup ends a process that was started in a session of its own, and its children.
func killGroup(p *os.Process) error { return syscall.Kill(-p.Pid, syscall.SIGKILL) }
