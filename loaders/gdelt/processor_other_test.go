//go:build !unix

package gdelt

import "time"

func processorTime() time.Duration { return 0 }
