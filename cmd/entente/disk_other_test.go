//go:build !linux

package main

import "testing"

func smallDisk(t *testing.T, _ string) string {
	t.Helper()
	t.Skip("no disk can be mounted here")
	return ""
}
