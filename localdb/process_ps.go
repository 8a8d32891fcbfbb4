//go:build unix && !linux

package localdb

import (
	"os/exec"
	"strconv"
	"strings"
)

// hasArg reports whether the process is there and was started with the argument.
func hasArg(pid int, arg string) bool {
	reap(pid)
	out, err := exec.Command("ps", "-ww", "-o", "command=", "-p", strconv.Itoa(pid)).Output()
	return err == nil && strings.Contains(" "+strings.TrimSpace(string(out))+" ", " "+arg+" ")
}
