package acled

import (
	"testing"

	"github.com/entente/entente/loaders/tabular/tabulartest"
)

// The rows are invented.
func TestGolden(t *testing.T) {
	tabulartest.Golden(t, Format(), "events.csv")
}

func FuzzRows(f *testing.F) { tabulartest.Fuzz(f, Format(), "events.csv") }
