//go:build !linux

package localdb

import "os/exec"

// startProcess starts a process that outlives this one. Tying it to this
// process is not to be had here: dbtest removes what a killed test has left.
func startProcess(cmd *exec.Cmd, _ bool) (int, error) {
	cmd.SysProcAttr = inOwnSession()
	return startAndForget(cmd)
}
