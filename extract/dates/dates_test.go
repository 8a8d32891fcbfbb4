package dates

import (
	"testing"
	"unicode/utf8"

	"github.com/entente/entente/calendar"
)

func day(t testing.TB, s string) calendar.Date {
	t.Helper()
	if s == "" {
		return calendar.Date{}
	}
	d, err := calendar.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestFind(t *testing.T) {
	const dct = "2024-05-15" // a Wednesday
	for _, c := range []struct {
		text, words, start, end string
		precision               calendar.Precision
		basis                   calendar.Basis
	}{
		{"It was signed on March 3, 2021 in Accra.", "March 3, 2021", "2021-03-03", "2021-03-03", calendar.Day, calendar.Explicit},
		{"It was signed on the 3rd of March 2021.", "the 3rd of March 2021", "2021-03-03", "2021-03-03", calendar.Day, calendar.Explicit},
		{"Signed 2021-03-03.", "2021-03-03", "2021-03-03", "2021-03-03", calendar.Day, calendar.Explicit},
		{"The ban began in April 2019.", "April 2019", "2019-04-01", "2019-04-30", calendar.Month, calendar.Explicit},
		{"The ban began in April.", "April", "2024-04-01", "2024-04-30", calendar.Month, calendar.Relative},
		{"It ran from May 3-5, 2020.", "May 3-5, 2020", "2020-05-03", "2020-05-05", calendar.Range, calendar.Explicit},
		{"They met in 1987 for the first time.", "1987", "1987-01-01", "1987-12-31", calendar.Year, calendar.Explicit},
		{"Prices rose in the 1970s.", "the 1970s", "1970-01-01", "1979-12-31", calendar.Decade, calendar.Explicit},
		{"The minister resigned on Monday.", "Monday", "2024-05-13", "2024-05-13", calendar.Day, calendar.Relative},
		{"The minister resigned last week.", "last week", "2024-05-06", "2024-05-12", calendar.Week, calendar.Relative},
		{"The talks failed yesterday.", "yesterday", "2024-05-14", "2024-05-14", calendar.Day, calendar.Relative},
		{"The talks failed three weeks ago.", "three weeks ago", "2024-04-22", "2024-04-28", calendar.Week, calendar.Relative},
		{"The talks failed two months ago.", "two months ago", "2024-03-01", "2024-03-31", calendar.Month, calendar.Relative},
		{"The vote is due next year.", "next year", "2025-01-01", "2025-12-31", calendar.Year, calendar.Relative},
		{"Earlier this year it lapsed.", "Earlier this year", "2024-01-01", "2024-12-31", calendar.Year, calendar.Relative},
		{"Output fell in the first quarter.", "the first quarter", "2024-01-01", "2024-03-31", calendar.Quarter, calendar.Relative},
		{"Output fell in the second half of 2022.", "the second half of 2022", "2022-07-01", "2022-12-31", calendar.Half, calendar.Explicit},
		{"They fled last summer.", "last summer", "2023-06-01", "2023-08-31", calendar.Season, calendar.Relative},
		{"Shops shut on Christmas Day 2022.", "Christmas Day 2022", "2022-12-25", "2022-12-25", calendar.Day, calendar.Explicit},
		{"Shops shut on Easter Monday 2023.", "Easter Monday 2023", "2023-04-10", "2023-04-10", calendar.Day, calendar.Explicit},
	} {
		var got []Expression
		for _, e := range Find(c.text, day(t, dct), nil) {
			if e.Resolved() {
				got = append(got, e)
			}
		}
		if len(got) != 1 {
			t.Errorf("%q: %d expressions, want 1", c.text, len(got))
			continue
		}
		e := got[0]
		if w := c.text[e.Start:e.End]; w != c.words || e.Interval.Start.String() != c.start || e.Interval.End.String() != c.end || e.Precision != c.precision || e.Basis != c.basis {
			t.Errorf("%q: %q %v..%v %s %s, want %q %s..%s %s %s", c.text, w, e.Interval.Start, e.Interval.End, e.Precision, e.Basis, c.words, c.start, c.end, c.precision, c.basis)
		}
	}
}

// What looks like a date and is none.
func TestFindNothing(t *testing.T) {
	for _, text := range []string{
		"About 1990 people fled.", "It cost $2000.", "May the best man win.", "They march on the capital.", "Prime Minister Theresa May spoke.",
		"He will fall ill.", "It took 1,999 men.", "The second man left.",
	} {
		for _, e := range Find(text, day(t, "2024-05-15"), nil) {
			t.Errorf("%q: found %q", text, text[e.Start:e.End])
		}
	}
}

func TestDirection(t *testing.T) {
	text := "They meet on Friday."
	for dir, want := range map[Direction]string{Past: "2024-05-10", Future: "2024-05-17"} {
		got := Find(text, day(t, "2024-05-15"), func(int) Direction { return dir })
		if len(got) != 1 || got[0].Interval.Start.String() != want {
			t.Errorf("direction %d: %+v, want %s", dir, got, want)
		}
	}
}

// Expressions that count from a date named before.
func TestAnchored(t *testing.T) {
	text := "The army struck on June 4, 2020. The following day it withdrew. Two years later it struck again."
	var got []string
	for _, e := range Find(text, day(t, "2024-05-15"), nil) {
		got = append(got, e.Interval.Start.String()+".."+e.Interval.End.String())
	}
	want := []string{"2020-06-04..2020-06-04", "2020-06-05..2020-06-05", "2022-01-01..2022-12-31"}
	if len(got) != len(want) {
		t.Fatalf("got %v, want %v", got, want)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("%d: %s, want %s", i, got[i], want[i])
		}
	}
}

// Without the article's date only what the words fix is resolved.
func TestNoArticleDate(t *testing.T) {
	text := "On Monday, 5 May 2014 and again last week and on Friday it rained."
	got := Find(text, calendar.Date{}, nil)
	if len(got) != 1 || got[0].Interval.Start.String() != "2014-05-05" {
		t.Errorf("got %+v", got)
	}
}

func FuzzFind(f *testing.F) {
	for _, s := range []string{"last week", "May 31-2", "the 99th century", "9 a.m. EST", "two thousand", "’90s", "first-", "31/31/31", "the year-", "\xff1990s"} {
		f.Add(s)
	}
	dct := calendar.Date{Year: 2024, Month: 2, Day: 29}
	f.Fuzz(func(t *testing.T, s string) {
		last := 0
		for _, e := range Find(s, dct, nil) {
			if e.Start < last || e.End <= e.Start || e.End > len(s) {
				t.Fatalf("span %d..%d after %d in %q", e.Start, e.End, last, s)
			}
			if utf8.ValidString(s) && !utf8.ValidString(s[e.Start:e.End]) {
				t.Fatalf("span %d..%d cuts a character of %q", e.Start, e.End, s)
			}
			if err := e.Interval.Valid(); err != nil {
				t.Fatalf("%q: %v", s[e.Start:e.End], err)
			}
			last = e.End
		}
	})
}
