package polecat

import (
	"testing"

	"github.com/entente/entente/loaders/tabular/tabulartest"
)

// The rows are invented.
func TestGolden(t *testing.T) {
	tabulartest.Golden(t, Format(), "events.txt")
}

func FuzzRows(f *testing.F) { tabulartest.Fuzz(f, Format(), "events.txt") }
