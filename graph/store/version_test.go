package store

import "testing"

func TestAtLeast(t *testing.T) {
	for version, want := range map[string]bool{
		"5.26.30": true, "5.26.0": true, "5.27-aura": true, "2025.06.0": true, "6.0": true,
		"5.25.1": false, "5.3.0": false, "4.4.40": false, "": false, "nonsense": false,
	} {
		if got := atLeast(version, oldest); got != want {
			t.Errorf("atLeast(%q, %q) = %v", version, oldest, got)
		}
	}
}
