package localdb

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
)

// hasArg reports whether the process is there and was started with the argument.
func hasArg(pid int, arg string) bool {
	query := fmt.Sprintf(`(Get-CimInstance Win32_Process -Filter "ProcessId=%d").CommandLine`, pid)
	out, err := exec.Command("powershell", "-NoProfile", "-NonInteractive", "-Command", query).Output()
	return err == nil && strings.Contains(string(out), arg)
}

// signalStop ends a process. Windows has no way to ask a program without a
// console; what is lost in memory, Neo4j finds again in its transaction log.
func signalStop(pid int, _ bool) error {
	p, err := os.FindProcess(pid)
	if err != nil {
		return err
	}
	return p.Kill()
}

// inOwnSession keeps the signals of the console from a process.
func inOwnSession() *syscall.SysProcAttr {
	const detachedProcess = 0x8
	return &syscall.SysProcAttr{CreationFlags: syscall.CREATE_NEW_PROCESS_GROUP | detachedProcess, HideWindow: true}
}

func killGroup(p *os.Process) error { return p.Kill() }
