//go:build unix

package gdelt

import (
	"syscall"
	"time"
)

// processorTime gives the time that processors have worked for this program.
func processorTime() time.Duration {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}
