package calendar

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func date(t testing.TB, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseDateRefuses(t *testing.T) {
	for _, s := range []string{"", "2025-02-30", "2025-8-1", "10 August 2025", "2025-08-10T00:00:00Z"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %v, want an error", s, d)
		}
	}
}

func TestAddMonths(t *testing.T) {
	for _, c := range []struct {
		from string
		n    int
		want string
	}{
		{"2024-01-31", 1, "2024-02-29"},
		{"2025-01-31", 1, "2025-02-28"},
		{"2025-03-31", -1, "2025-02-28"},
		{"2025-01-15", -1, "2024-12-15"},
		{"2024-02-29", 12, "2025-02-28"},
	} {
		if got := date(t, c.from).AddMonths(c.n); got.String() != c.want {
			t.Errorf("%s + %d months = %v, want %s", c.from, c.n, got, c.want)
		}
	}
}

func TestCalendarIntervals(t *testing.T) {
	d := date(t, "2025-08-10") // a Sunday
	for _, c := range []struct {
		got        Interval
		start, end string
	}{
		{DayOf(d), "2025-08-10", "2025-08-10"},
		{WeekOf(d), "2025-08-04", "2025-08-10"},
		{WeekOf(date(t, "2025-08-11")), "2025-08-11", "2025-08-17"},
		{MonthOf(d), "2025-08-01", "2025-08-31"},
		{MonthOf(date(t, "2024-02-03")), "2024-02-01", "2024-02-29"},
		{QuarterOf(d), "2025-07-01", "2025-09-30"},
		{YearOf(d), "2025-01-01", "2025-12-31"},
	} {
		if c.got.Start.String() != c.start || c.got.End.String() != c.end {
			t.Errorf("%s: got %v..%v, want %s..%s", c.got.Precision, c.got.Start, c.got.End, c.start, c.end)
		}
		if err := c.got.Valid(); err != nil {
			t.Error(err)
		}
	}
}

func TestClip(t *testing.T) {
	d := date(t, "2025-08-10")
	year := YearOf(d)
	if got := year.ClipEnd(d); got.End != d || got.Precision != Range {
		t.Errorf("year clipped at its end: %+v", got)
	}
	if got := year.ClipStart(d); got.Start != d || got.Precision != Range {
		t.Errorf("year clipped at its start: %+v", got)
	}
	if got := (Interval{Start: date(t, "2019-01-01"), Precision: Range}).ClipStart(d); got.Start != d || !got.End.IsZero() {
		t.Errorf("open interval clipped at its start: %+v", got)
	}
	if n := date(t, "1500-01-01").DaysUntil(date(t, "2025-01-01")); n != 191753 {
		t.Errorf("%d days from 1500 to 2025", n)
	}
	next := YearOf(date(t, "2026-01-01"))
	if got := next.ClipEnd(d); got != next {
		t.Errorf("an interval after the day was changed: %+v", got)
	}
	if got := MonthOf(d).ClipEnd(date(t, "2025-08-01")); got.Precision != Day {
		t.Errorf("clipped to one day: %+v", got)
	}
}

func TestIntervalString(t *testing.T) {
	for _, c := range []struct {
		start, end string
		p          Precision
		want       string
	}{
		{"2025-01-20", "2025-01-20", Day, "20 Jan 2025"},
		{"2025-06-01", "2025-06-30", Month, "Jun 2025"},
		{"2025-01-01", "2025-08-10", Range, "Jan-Aug 2025"},
		{"2025-01-01", "2025-12-31", Year, "2025"},
		{"1990-01-01", "1999-12-31", Decade, "1990-1999"},
		{"2025-08-04", "2025-08-10", Week, "4-10 Aug 2025"},
		{"2025-07-28", "2025-08-03", Week, "28 Jul-3 Aug 2025"},
		{"2024-12-30", "2025-01-05", Week, "30 Dec 2024-5 Jan 2025"},
		{"2024-11-01", "2025-02-28", Range, "Nov 2024-Feb 2025"},
	} {
		v := Interval{date(t, c.start), date(t, c.end), c.p}
		if got := v.String(); got != c.want {
			t.Errorf("%s..%s: %q, want %q", c.start, c.end, got, c.want)
		}
	}
	if got := (Interval{}).String(); got != "undated" {
		t.Errorf("zero interval: %q", got)
	}
	if got := (Interval{Start: date(t, "2024-03-02")}).String(); got != "since 2 Mar 2024" {
		t.Errorf("open end: %q", got)
	}
}

func drawDate(t *rapid.T, name string) Date {
	return FromTime(time.Unix(rapid.Int64Range(-2e9, 4e9).Draw(t, name), 0).UTC())
}

// Clipping never moves an interval apart from itself, and is idempotent.
func TestClipProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, d := drawDate(t, "a"), drawDate(t, "b"), drawDate(t, "d")
		if b.Before(a) {
			a, b = b, a
		}
		v := Interval{a, b, Range}
		for _, w := range []Interval{v.ClipEnd(d), v.ClipStart(d)} {
			if !v.Contains(w) || !w.Overlaps(v) || w.Valid() != nil {
				t.Fatalf("%+v clipped at %v: %+v", v, d, w)
			}
		}
		if w := v.ClipEnd(d); w.ClipEnd(d) != w {
			t.Fatal("ClipEnd is not idempotent")
		}
		if got := a.AddDays(a.DaysUntil(b)); got != b {
			t.Fatalf("%v + days until %v = %v", a, b, got)
		}
	})
}

// What is read is a day there is, and is written as it was read.
func FuzzParseDate(f *testing.F) {
	for _, s := range []string{"2025-03-04", "0001-01-01", "2024-02-30", "-1-1-1", "2025-3-4", "99999-01-01", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d, err := ParseDate(s)
		if err != nil || d.IsZero() {
			return
		}
		if d.String() != s || FromTime(d.Time()) != d {
			t.Errorf("%q is read as %v", s, d)
		}
	})
}
