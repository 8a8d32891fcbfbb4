package calendar

import (
	"fmt"
	"time"
)

// A Precision says how exactly the words gave a date.
type Precision string

// The precisions, from the finest on. Range is an interval whose ends the
// words give (or imply) one by one; Unknown one that no words give.
const (
	Day     Precision = "day"
	Week    Precision = "week"
	Weekend Precision = "weekend"
	Month   Precision = "month"
	Quarter Precision = "quarter"
	Season  Precision = "season"
	Half    Precision = "half"
	Year    Precision = "year"
	Decade  Precision = "decade"
	Century Precision = "century"
	Range   Precision = "range"
	Unknown Precision = "unknown"
)

// Precisions lists every Precision, the finest first.
func Precisions() []Precision {
	return []Precision{Day, Week, Weekend, Month, Quarter, Season, Half, Year, Decade, Century, Range, Unknown}
}

// A Basis says what a date rests on.
type Basis string

// The bases: the words name the date; the words count from the article's
// date; no words at all, so the article's date stands in.
const (
	Explicit    Basis = "explicit"
	Relative    Basis = "relative"
	Publication Basis = "publication"
)

// Bases lists every Basis.
func Bases() []Basis { return []Basis{Explicit, Relative, Publication} }

// An Interval is a span of days, both ends included, with the precision that
// the words had. The zero Interval means that nothing is known. Either end may
// be zero where only the other is known ("since 2019").
type Interval struct {
	Start, End Date
	Precision  Precision
}

// IsZero tells whether neither end is known.
func (v Interval) IsZero() bool { return v.Start.IsZero() && v.End.IsZero() }

// DayOf, MonthOf, QuarterOf and YearOf give the calendar interval that d is in.
func DayOf(d Date) Interval { return Interval{d, d, Day} }

// MonthOf gives the month that d is in.
func MonthOf(d Date) Interval {
	return Interval{Date{d.Year, d.Month, 1}, lastOfMonth(d), Month}
}

// QuarterOf gives the quarter that d is in.
func QuarterOf(d Date) Interval {
	m := (d.Month-1)/3*3 + 1
	return Interval{Date{d.Year, m, 1}, NewDate(d.Year, m+3, 0), Quarter}
}

// YearOf gives the year that d is in.
func YearOf(d Date) Interval {
	return Interval{Date{d.Year, time.January, 1}, Date{d.Year, time.December, 31}, Year}
}

// WeekOf gives the ISO week, Monday to Sunday, that d is in.
func WeekOf(d Date) Interval {
	start := d.AddDays(-(int(d.Weekday()) + 6) % 7)
	return Interval{start, start.AddDays(6), Week}
}

// ClipEnd gives v with its end no later than d: what has occurred by d cannot
// reach past it. Clipping that changes the interval makes its precision Range;
// an interval wholly after d comes back as it is.
func (v Interval) ClipEnd(d Date) Interval {
	if d.IsZero() || v.End.IsZero() || !v.End.After(d) || v.Start.After(d) {
		return v
	}
	v.End = d
	v.Precision = clipped(v)
	return v
}

// ClipStart gives v with its start no earlier than d: what is planned at d
// cannot begin before it. See ClipEnd.
func (v Interval) ClipStart(d Date) Interval {
	if d.IsZero() || v.Start.IsZero() || !v.Start.Before(d) || !v.End.IsZero() && v.End.Before(d) {
		return v
	}
	v.Start = d
	v.Precision = clipped(v)
	return v
}

func clipped(v Interval) Precision {
	if v.Start == v.End {
		return Day
	}
	return Range
}

// Contains tells whether w lies within v. An unknown end of v bounds nothing.
func (v Interval) Contains(w Interval) bool {
	return (v.Start.IsZero() || !w.Start.IsZero() && !w.Start.Before(v.Start)) &&
		(v.End.IsZero() || !w.End.IsZero() && !w.End.After(v.End))
}

// Overlaps tells whether v and w share a day; an unknown end is open.
func (v Interval) Overlaps(w Interval) bool {
	return (v.End.IsZero() || w.Start.IsZero() || !w.Start.After(v.End)) &&
		(w.End.IsZero() || v.Start.IsZero() || !v.Start.After(w.End))
}

// Days gives the number of days in v, or 0 where an end is unknown.
func (v Interval) Days() int {
	if v.Start.IsZero() || v.End.IsZero() {
		return 0
	}
	return v.Start.DaysUntil(v.End) + 1
}

// Valid checks that the ends are in order and match the precision.
func (v Interval) Valid() error {
	if !v.Start.IsZero() && !v.End.IsZero() && v.End.Before(v.Start) {
		return fmt.Errorf("interval ends (%v) before it starts (%v)", v.End, v.Start)
	}
	var want Interval
	switch v.Precision {
	case Day:
		want = DayOf(v.Start)
	case Week, Weekend, Season, Half, Decade, Century, Range, Unknown, "":
		return nil
	case Month:
		want = MonthOf(v.Start)
	case Quarter:
		want = QuarterOf(v.Start)
	case Year:
		want = YearOf(v.Start)
	default:
		return fmt.Errorf("precision %q is not one of %v", v.Precision, Precisions())
	}
	if want.Start != v.Start || want.End != v.End {
		return fmt.Errorf("interval %v..%v is not one %s", v.Start, v.End, v.Precision)
	}
	return nil
}

// String gives the interval for people, as short as its days allow:
// "20 Jan 2025", "Jun 2025", "2024", "Jan-Aug 2025", "20 Jan-3 Mar 2025",
// "since 2 Mar 2024", "undated".
func (v Interval) String() string {
	switch {
	case v.IsZero():
		return "undated"
	case v.Start.IsZero():
		return "until " + dayText(v.End)
	case v.End.IsZero():
		return "since " + dayText(v.Start)
	case v.Start == v.End:
		return dayText(v.Start)
	}
	s, e := v.Start, v.End
	if s.Day == 1 && (e == lastOfMonth(e) || v.Precision == Range && e.Month != s.Month) {
		return monthsText(s, e)
	}
	switch {
	case s.Year == e.Year && s.Month == e.Month:
		return fmt.Sprintf("%d-%s", s.Day, dayText(e))
	case s.Year == e.Year:
		return fmt.Sprintf("%d %s-%s", s.Day, monthText(s), dayText(e))
	}
	return dayText(s) + "-" + dayText(e)
}

func monthsText(s, e Date) string {
	switch {
	case s.Month == time.January && e == YearOf(e).End && s.Year == e.Year:
		return fmt.Sprint(s.Year)
	case s.Month == time.January && e == YearOf(e).End:
		return fmt.Sprintf("%d-%d", s.Year, e.Year)
	case s.Year == e.Year && s.Month == e.Month:
		return fmt.Sprintf("%s %d", monthText(s), s.Year)
	case s.Year == e.Year:
		return fmt.Sprintf("%s-%s %d", monthText(s), monthText(e), e.Year)
	}
	return fmt.Sprintf("%s %d-%s %d", monthText(s), s.Year, monthText(e), e.Year)
}

func dayText(d Date) string   { return fmt.Sprintf("%d %s %d", d.Day, monthText(d), d.Year) }
func monthText(d Date) string { return d.Month.String()[:3] }
