package dates

import (
	"time"

	"github.com/entente/entente/calendar"
)

// quarterly reads "the third quarter of 2024", "third-quarter", "Q3 2024", "the
// first half of the year", "fiscal 2025", "the quarter".
func (f *finder) quarterly(i int) (match, bool) {
	j := i
	for j < i+few && f.is(j, "the", "its", "fiscal", "a") {
		j++
	}
	if j >= len(f.ws) {
		return match{}, false
	}
	if f.is(j-1, "fiscal") {
		if f.is(j, "year") {
			j++
		}
		if y, end, ok := f.yearAt(j); ok {
			return explicit(end, calendar.YearOf(calendar.Date{Year: y, Month: 1, Day: 1}))
		}
	}
	if y, k, ok := f.yearAt(j); ok && k < len(f.ws) { // "the 1988 third quarter"
		if m, ok := f.ordinalQuarter(k, y); ok {
			return m, true
		}
	}
	if m, ok := f.ordinalQuarter(j, 0); ok {
		return m, true
	}
	return f.thisQuarter(i)
}

// thisQuarter reads "the quarter", "the latest period", "the year-ago quarter":
// the quarter that the text reports on, else the last one that is over.
func (f *finder) thisQuarter(i int) (match, bool) {
	if f.dct.IsZero() {
		return match{}, false
	}
	q := f.quarter
	if q.IsZero() {
		q = nth(uQuarter, f.dct, -1)
	}
	j := i
	if f.is(j, "the", "a") {
		j++
	}
	if f.is(j, "comparable", "corresponding") {
		j++
	}
	if f.is(j, "year") && f.is(j+1, "-") && f.is(j+2, "ago", "earlier") {
		j += 3
		if f.is(j, "period", "quarter") {
			j++
		} else if f.quarter.IsZero() {
			return match{end: j, iv: nth(uYear, f.dct, -1), basis: calendar.Relative, aside: true}, true
		}
		if m, ok := f.ordinalQuarter(j, f.dct.Year-1); ok {
			m.aside = true
			return m, true
		}
		return match{end: j, iv: nth(uQuarter, q.Start, -4), basis: calendar.Relative, aside: true}, true
	}
	if !f.is(i, "the") {
		return match{}, false
	}
	latest := f.is(j, "latest")
	if latest {
		j++
	}
	if !latest && f.quarter.IsZero() || !f.is(j, "quarter") && !(latest && f.is(j, "period")) || f.is(j+1, "of", "century", "-") {
		return match{}, false
	}
	return match{end: j + 1, iv: q, basis: calendar.Relative, aside: true}, true
}

// ordinalQuarter reads "third quarter", "third-quarter", "Q3", "second half",
// with the year behind it or, where year is not 0, the one given.
func (f *finder) ordinalQuarter(i, year int) (match, bool) {
	n, end, half := 0, i, false
	switch {
	case i >= len(f.ws):
	case f.ws[i].low == "q" && f.joined(i) && f.ws[i+1].digits && f.ws[i+1].num >= 1 && f.ws[i+1].num <= 4:
		n, end = f.ws[i+1].num, i+2
	case f.ws[i].ordinal && f.ws[i].num <= 4 || f.is(i, "last"):
		n, end = f.ws[i].num, i+1
		if f.is(end, "-") {
			end++
		}
		switch {
		case f.is(end, "quarter"):
		case f.is(end, "half") && n != 3 && n != 4:
			half = true
		default:
			return match{}, false
		}
		if f.is(i, "last") {
			if !half || !f.is(end+1, "of") {
				return match{}, false
			}
			n = 2
		}
		end++
	}
	if n <= 0 {
		return match{}, false
	}
	unit := func(y int) calendar.Interval {
		if half {
			return halfOf(y, n)
		}
		return calendar.QuarterOf(calendar.Date{Year: y, Month: time.Month(n*3 - 2), Day: 1})
	}
	k := end
	if f.is(k, "of", "in", ",") {
		k++
	}
	if year == 0 {
		if y, e, ok := f.yearAt(k); ok {
			return explicit(e, unit(y))
		}
		if y, e, ok := f.deicticYear(k); ok {
			return f.relative(e, unit(y))
		}
	} else {
		return explicit(end, unit(year))
	}
	if f.dct.IsZero() || half && !f.is(end, "of") && !f.is(i-1, "the") || half && f.is(end, "of") && !f.is(end+1, "the") {
		return match{}, false
	}
	if half && f.is(end, "of") && !f.is(end+2, "year") {
		return match{}, false
	}
	y := f.dct.Year
	if unit(y).Start.After(f.dct) && f.dir(i) != Future {
		y--
	} else if unit(y).End.DaysUntil(f.dct) > 150 && f.dir(i) == Future {
		y++
	}
	return f.relative(end, unit(y))
}

// season reads "last summer", "the winter of 1994", "this fall", "summer 2025",
// "in the spring".
func (f *finder) season(i int) (match, bool) {
	j, lead := i, ""
	if f.is(j, "the") {
		j++
	}
	if f.is(j, "early", "late") {
		j++
	}
	if f.is(j, "last", "this", "next", "past") {
		lead = f.ws[j].low
		j++
		if f.is(j, "past", "coming") {
			lead = f.ws[j].low
			j++
		}
	}
	if j >= len(f.ws) {
		return match{}, false
	}
	m, ok := seasons[f.ws[j].low]
	if !ok || f.is(j, "spring", "fall") && j == i {
		if !ok || !f.is(i-1, "in", "since", "by", "until", "of") {
			return match{}, false
		}
	}
	end := j + 1
	k := end
	if f.is(k, "of", ",") {
		k++
	}
	if y, e, ok := f.yearAt(k); ok {
		return explicit(e, seasonOf(m, y))
	}
	if y, e, ok := f.deicticYear(k); ok {
		return f.relative(e, seasonOf(m, y))
	}
	if f.dct.IsZero() || lead == "" && !f.is(i-1, "in", "since", "by", "over", "during", "until") && !f.is(i, "the") || f.is(j, "fall") && lead == "" && !f.is(j+1, ".", ",") {
		return match{}, false
	}
	return f.relative(end, f.deicticSeason(i, m, lead))
}

// seasonOf gives the season that begins in that year, but for winters, which
// carry the year that most of them lies in.
func seasonOf(m time.Month, year int) calendar.Interval {
	if m == time.December {
		year--
	}
	return calendar.Interval{Start: calendar.Date{Year: year, Month: m, Day: 1}, End: calendar.NewDate(year, m+3, 0), Precision: calendar.Season}
}

func (f *finder) deicticSeason(i int, m time.Month, lead string) calendar.Interval {
	v := seasonOf(m, f.dct.Year+1)
	switch {
	case lead == "next" || lead == "coming" || lead == "" && f.dir(i) == Future:
		for y := f.dct.Year; ; y++ {
			if v = seasonOf(m, y); v.Start.After(f.dct) {
				return v
			}
		}
	case lead == "this":
		return seasonOf(m, f.dct.Year)
	}
	// The latest that is over for "last", that has begun otherwise.
	for y := f.dct.Year + 1; ; y-- {
		v = seasonOf(m, y)
		if lead == "last" && v.End.Before(f.dct) || lead != "last" && !v.Start.After(f.dct) {
			return v
		}
	}
}

// A feast falls on a day of its own each year.
type feast struct {
	words string
	on    func(year int) calendar.Date
	week  bool // names the week from that day on
}

func fixed(m time.Month, d int) func(int) calendar.Date {
	return func(y int) calendar.Date { return calendar.NewDate(y, m, d) }
}

// nthWeekday gives the n-th such weekday of the month; n -1 is the last.
func nthWeekday(m time.Month, n int, wd time.Weekday) func(int) calendar.Date {
	return func(y int) calendar.Date {
		if n < 0 {
			d := calendar.NewDate(y, m+1, 0)
			return d.AddDays(-((int(d.Weekday()) - int(wd) + 7) % 7))
		}
		d := calendar.NewDate(y, m, 1)
		return d.AddDays((int(wd)-int(d.Weekday())+7)%7 + 7*(n-1))
	}
}

func fromEaster(days int) func(int) calendar.Date {
	return func(y int) calendar.Date { return easter(y).AddDays(days) }
}

// easter follows the anonymous Gregorian algorithm (Meeus, Astronomical
// Algorithms, 1991, chapter 8).
func easter(y int) calendar.Date {
	a, b, c := y%19, y/100, y%100
	d, e := b/4, b%4
	g := (8*b + 13) / 25
	h := (19*a + b - d - g + 15) % 30
	i, k := c/4, c%4
	l := (32 + 2*e + 2*i - h - k) % 7
	m := (a + 11*h + 22*l) / 451
	n := h + l - 7*m + 114
	return calendar.NewDate(y, time.Month(n/31), n%31+1)
}

var feasts = []feast{
	{words: "christmas eve", on: fixed(time.December, 24)},
	{words: "christmas day", on: fixed(time.December, 25)},
	{words: "christmas", on: fixed(time.December, 25)},
	{words: "boxing day", on: fixed(time.December, 26)},
	{words: "new year ' s eve", on: fixed(time.December, 31)},
	{words: "new year ' s day", on: fixed(time.January, 1)},
	{words: "martin luther king day", on: nthWeekday(time.January, 3, time.Monday)},
	{words: "valentine ' s day", on: fixed(time.February, 14)},
	{words: "ash wednesday", on: fromEaster(-46)},
	{words: "palm sunday", on: fromEaster(-7)},
	{words: "good friday", on: fromEaster(-2)},
	{words: "easter monday", on: fromEaster(1)},
	{words: "easter sunday", on: fromEaster(0)},
	{words: "easter week", on: fromEaster(0), week: true},
	{words: "easter", on: fromEaster(0)},
	{words: "international women ' s day", on: fixed(time.March, 8)},
	{words: "may day", on: fixed(time.May, 1)},
	{words: "memorial day", on: nthWeekday(time.May, -1, time.Monday)},
	{words: "bastille day", on: fixed(time.July, 14)},
	{words: "labor day", on: nthWeekday(time.September, 1, time.Monday)},
	{words: "columbus day", on: nthWeekday(time.October, 2, time.Monday)},
	{words: "halloween", on: fixed(time.October, 31)},
	{words: "election day", on: func(y int) calendar.Date { return nthWeekday(time.November, 1, time.Monday)(y).AddDays(1) }},
	{words: "veterans day", on: fixed(time.November, 11)},
	{words: "thanksgiving day", on: nthWeekday(time.November, 4, time.Thursday)},
	{words: "thanksgiving", on: nthWeekday(time.November, 4, time.Thursday)},
}

// holiday reads the name of a feast, with "last", "next", a year behind it.
func (f *finder) holiday(i int) (match, bool) {
	j, lead := i, ""
	if f.is(j, "last", "next", "this") {
		lead = f.ws[j].low
		j++
	}
	if j >= len(f.ws) || !f.ws[j].capital {
		return match{}, false
	}
	for _, x := range feasts {
		end, ok := f.seq(j, x.words)
		if !ok {
			continue
		}
		k := end
		if f.is(k, ",", "of", "in") {
			k++
		}
		if y, e, ok := f.yearAt(k); ok {
			return explicit(e, x.interval(y))
		}
		if f.dct.IsZero() {
			return match{}, false
		}
		return f.relative(end, x.interval(f.feastYear(i, x, lead)))
	}
	return match{}, false
}

func (x feast) interval(y int) calendar.Interval {
	if x.week {
		return calendar.WeekOf(x.on(y).AddDays(1))
	}
	return calendar.DayOf(x.on(y))
}

func (f *finder) feastYear(i int, x feast, lead string) int {
	d := x.on(f.dct.Year)
	switch {
	case lead == "last" || lead == "" && f.dir(i) == Past:
		if !d.Before(f.dct) && !(lead == "" && d == f.dct) {
			return f.dct.Year - 1
		}
	case lead == "next" || lead == "" && f.dir(i) == Future:
		if d.Before(f.dct) {
			return f.dct.Year + 1
		}
	case lead == "":
		if y, ok := f.nearestYear(i, d.Month, d.Day); ok {
			return y
		}
	}
	return f.dct.Year
}
