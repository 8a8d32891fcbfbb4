package ucdp

import (
	"testing"

	"github.com/entente/entente/loaders/tabular/tabulartest"
)

// The rows are invented.
func TestGolden(t *testing.T) {
	tabulartest.Golden(t, Format(), "ged.csv")
	tabulartest.Golden(t, Format(), "candidate.csv")
}

func FuzzRows(f *testing.F) { tabulartest.Fuzz(f, Format(), "ged.csv") }
