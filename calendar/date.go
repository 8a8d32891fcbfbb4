// Package calendar holds dates as news gives them: days without a clock or a
// time zone, and intervals of days with the precision that the words had.
//
// It is the one notion of time that reading text (extract) and the graph
// share; neither knows the other.
package calendar

import (
	"fmt"
	"time"
)

// A Date is one day of the proleptic Gregorian calendar, without a time zone.
// The zero Date means that no day is known.
type Date struct {
	Year  int
	Month time.Month
	Day   int
}

// NewDate gives the date with these parts, carrying over what lies outside a
// month's or a year's bounds as time.Date does (32 January is 1 February).
func NewDate(year int, month time.Month, day int) Date {
	return FromTime(time.Date(year, month, day, 0, 0, 0, 0, time.UTC))
}

// FromTime gives the day of t in t's own location.
func FromTime(t time.Time) Date {
	y, m, d := t.Date()
	return Date{y, m, d}
}

// ParseDate reads an ISO date, "2025-08-10". It refuses days that do not exist.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		return Date{}, fmt.Errorf("date %q is not of the form YYYY-MM-DD or no such day exists", s)
	}
	return FromTime(t), nil
}

// IsZero tells whether no day is known.
func (d Date) IsZero() bool { return d == Date{} }

// Time gives midnight UTC at the start of the day.
func (d Date) Time() time.Time { return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, time.UTC) }

// String gives the ISO form, "2025-08-10"; the zero Date gives "".
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, int(d.Month), d.Day)
}

// MarshalText gives the ISO form; it never fails.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads the ISO form, or "" as the zero Date.
func (d *Date) UnmarshalText(b []byte) error {
	if len(b) == 0 {
		*d = Date{}
		return nil
	}
	var err error
	*d, err = ParseDate(string(b))
	return err
}

// Before tells whether d is an earlier day than e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After tells whether d is a later day than e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// Compare gives -1, 0 or 1 as d is before, the same as, or after e.
func (d Date) Compare(e Date) int {
	switch a, b := d.ordinal(), e.ordinal(); {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func (d Date) ordinal() int { return (d.Year*16+int(d.Month))*32 + d.Day }

// AddDays gives the date n days later (earlier when n is negative).
func (d Date) AddDays(n int) Date { return NewDate(d.Year, d.Month, d.Day+n) }

// AddMonths gives the date n months later; where that month has no such day,
// its last day.
func (d Date) AddMonths(n int) Date {
	first := NewDate(d.Year, d.Month+time.Month(n), 1)
	if last := lastOfMonth(first); d.Day > last.Day {
		return last
	}
	return Date{first.Year, first.Month, d.Day}
}

// AddYears gives the date n years later; 29 February becomes the 28th where
// the year has none.
func (d Date) AddYears(n int) Date { return d.AddMonths(12 * n) }

// Weekday gives the day of the week.
func (d Date) Weekday() time.Weekday { return d.Time().Weekday() }

// DaysUntil gives the number of days from d to e, negative if e is earlier.
func (d Date) DaysUntil(e Date) int {
	const day = 24 * 60 * 60
	return int((e.Time().Unix() - d.Time().Unix()) / day)
}

func lastOfMonth(d Date) Date { return NewDate(d.Year, d.Month+1, 0) }
