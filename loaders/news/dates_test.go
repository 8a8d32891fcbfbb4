package news

import (
	"testing"
	"time"
)

func TestParseStamp(t *testing.T) {
	for _, c := range []struct{ in, day, at string }{
		{"2025-08-10", "2025-08-10", ""},
		{"2025-08-10T14:05:00Z", "2025-08-10", "2025-08-10T14:05:00Z"},
		{"2025-08-10T23:30:00.123+02:00", "2025-08-10", "2025-08-10T21:30:00Z"},
		{"2025-08-10 14:05", "2025-08-10", ""}, // no time zone: a time nobody can place
		{"20250810", "2025-08-10", ""},
		{"20250810T101500Z", "", ""},
		{"10 August 2025", "2025-08-10", ""},
		{"August 10, 2025", "2025-08-10", ""},
		{"Aug. 10th, 2025", "2025-08-10", ""},
		{"Sunday, 10 August 2025", "2025-08-10", ""},
		{"Sun 10 Aug 2025 10.30 am BST", "2025-08-10", ""},
		{"Sun, 10 Aug 2025 10:30:05 GMT", "2025-08-10", "2025-08-10T10:30:05Z"},
		{"Sun, 10 Aug 2025 10:30:05 -0400", "2025-08-10", "2025-08-10T14:30:05Z"},
		{"August 10, 2025 at 5:15 p.m. EDT", "2025-08-10", "2025-08-10T21:15:00Z"},
		{"Published: 12:05 AM GMT, Sun August 10, 2025", "2025-08-10", "2025-08-10T00:05:00Z"},
		{"10.08.2025", "2025-08-10", ""},
		{"24/08/2025", "2025-08-24", ""},
		{"08/24/2025", "2025-08-24", ""},
		{"7/7/2025", "2025-07-07", ""},
		{"8/10/2025", "", ""},
		{"2025/8/10", "2025-08-10", ""},
		{"Sept 3 2024", "2024-09-03", ""},
		{"29 February 2024", "2024-02-29", ""},
		{"30 February 2024", "", ""},
		{"August 2025", "", ""},
		{"10 August", "", ""},
		{"2025", "", ""},
		{"", "", ""},
		{"On 10 August 2025 troops marched", "", ""},
		{"10 August 2025 and 11 August 2025", "", ""},
		{"99999999999999999999", "", ""},
		{"Marching 10, 2025", "", ""},
	} {
		got, ok := parseStamp(c.in)
		if ok != (c.day != "") || got.day.String() != c.day {
			t.Errorf("parseStamp(%q) = %v, %v; want %q", c.in, got.day, ok, c.day)
			continue
		}
		at := ""
		if !got.at.IsZero() {
			at = got.at.UTC().Format(time.RFC3339)
		}
		if at != c.at {
			t.Errorf("parseStamp(%q): time %q, want %q", c.in, at, c.at)
		}
	}
}

func FuzzParseStamp(f *testing.F) {
	for _, s := range []string{"10 August 2025", "2025-08-10T14:05:00+02:00", "5 p.m.", "12:61", "Sept. 3rd, 2024 | 10.30am", "\u0661\u0662"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := parseStamp(s)
		if ok == got.day.IsZero() {
			t.Fatalf("parseStamp(%q) = %v, %v", s, got.day, ok)
		}
		if ok {
			if again, ok := parseStamp(got.day.String()); !ok || again.day != got.day {
				t.Fatalf("%q gives %v, which reads as %v", s, got.day, again.day)
			}
		}
	})
}
