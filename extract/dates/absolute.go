package dates

import (
	"time"

	"github.com/entente/entente/calendar"
)

// numeric reads 2025-01-20, 2025/01/20 and 20/01/2025 or 01/20/2025; where day
// and month cannot be told apart the American order is taken.
func (f *finder) numeric(i int) (match, bool) {
	if !f.ws[i].digits || i+4 >= len(f.ws) {
		return match{}, false
	}
	sep := f.ws[i+1].low
	if sep != "-" && sep != "/" && sep != "." || f.ws[i+3].low != sep || !f.ws[i+2].digits || !f.ws[i+4].digits {
		return match{}, false
	}
	for k := i; k < i+4; k++ {
		if !f.joined(k) {
			return match{}, false
		}
	}
	a, b, c := f.ws[i].num, f.ws[i+2].num, f.ws[i+4].num
	y, m, d := a, b, c
	if width(f.ws[i]) != 4 {
		if sep == "." {
			y, m, d = c, b, a
		} else if y, m, d = c, a, b; m > 12 {
			m, d = d, m
		}
		if width(f.ws[i+4]) == 2 {
			y = twoDigitYear(y)
		}
	}
	if !plausibleYear(y) || !validDay(y, time.Month(m), d) {
		return match{}, false
	}
	return explicit(i+5, calendar.DayOf(calendar.NewDate(y, time.Month(m), d)))
}

func width(w word) int { return w.end - w.start }

func twoDigitYear(y int) int {
	if y < 50 {
		return 2000 + y
	}
	return 1900 + y
}

func plausibleYear(y int) bool { return y >= 1000 && y <= 2199 }

func validDay(y int, m time.Month, d int) bool {
	return m >= 1 && m <= 12 && d >= 1 && calendar.NewDate(y, m, d).Month == m
}

// monthAt reads a month's name. Names that are also other words must be
// written with a capital, and "May", "March", "Mar" and "Dec" as a date.
func (f *finder) monthAt(i int) (time.Month, int, bool) {
	if i >= len(f.ws) || !f.ws[i].capital {
		return 0, i, false
	}
	m, ok := monthNames[f.ws[i].low]
	if !ok {
		return 0, i, false
	}
	end := i + 1
	if f.is(end, ".") && f.joined(i) && len(f.ws[i].low) <= 4 && m != time.May {
		end++
	}
	return m, end, true
}

// yearAt reads a year: four digits, an apostrophe with two, or words
// ("nineteen ninety-six", "two thousand").
func (f *finder) yearAt(i int) (int, int, bool) {
	if i >= len(f.ws) {
		return 0, i, false
	}
	w := f.ws[i]
	switch {
	case w.digits && width(w) == 4 && w.num >= 1000 && w.num <= 2199 && !f.is(i+1, "%", "'s") && !f.commaNumber(i):
		return w.num, i + 1, true
	case w.low == "'" && i+1 < len(f.ws) && f.ws[i+1].digits && width(f.ws[i+1]) == 2 && f.joined(i):
		return twoDigitYear(f.ws[i+1].num), i + 2, true
	case w.letters && (w.num == 19 || w.num == 20 || w.num == 18) && !w.ordinal:
		if i+1 < len(f.ws) && f.ws[i+1].letters && f.ws[i+1].num >= 10 {
			y, end := f.ws[i+1].num, i+2
			if f.is(end, "-") {
				end++
			}
			if y >= 20 && end < len(f.ws) && f.ws[end].letters && f.ws[end].num > 0 && f.ws[end].num < 10 && !f.ws[end].ordinal {
				return w.num*100 + y + f.ws[end].num, end + 1, true
			}
			return w.num*100 + y, i + 2, true
		}
	case w.low == "two" && f.is(i+1, "thousand"):
		if i+2 < len(f.ws) && f.ws[i+2].letters && f.ws[i+2].num > 0 && f.ws[i+2].num < 20 {
			return 2000 + f.ws[i+2].num, i + 3, true
		}
		return 2000, i + 2, true
	}
	return 0, i, false
}

// commaNumber tells whether the digits belong to a longer number: "1,990",
// "1990.5", "$1990".
func (f *finder) commaNumber(i int) bool {
	if i > 0 && f.joined(i-1) && (f.is(i-1, "$", "£", "€", "#", ".") || f.is(i-1, ",") && i > 1 && f.ws[i-2].digits && f.joined(i-2)) {
		return true
	}
	return f.joined(i) && (f.is(i+1, ",", ".") && f.joined(i+1) && i+2 < len(f.ws) && f.ws[i+2].digits)
}

// monthDate reads "January 20, 2025", "Jan. 20-22", "January 20", "January
// 2025", "January of last year", "January".
func (f *finder) monthDate(i int) (match, bool) {
	m, j, ok := f.monthAt(i)
	if !ok {
		return match{}, false
	}
	if j < len(f.ws) && (f.ws[j].digits && width(f.ws[j]) <= 4 || f.ws[j].ordinal) && f.ws[j].num >= 1 && f.ws[j].num <= 31 && !f.is(j+1, "%") && !f.clockTime(j) && !f.commaNumberDay(j) {
		return f.monthDay(i, m, f.ws[j].num, j+1)
	}
	k := j
	if f.is(k, ",", "of", "in") {
		k++
	}
	if y, end, ok := f.yearAt(k); ok {
		return explicit(end, calendar.MonthOf(calendar.NewDate(y, m, 1)))
	}
	if y, end, ok := f.deicticYear(k); ok {
		return f.relative(end, calendar.MonthOf(calendar.NewDate(y, m, 1)))
	}
	if !f.soundMonth(i, j) {
		return match{}, false
	}
	v, ok := f.nearestMonth(i, m)
	if !ok {
		return match{}, false
	}
	return match{end: j, iv: v, basis: calendar.Relative}, true
}

// clockTime tells whether the number is the hour of a time: "10:35".
func (f *finder) clockTime(j int) bool {
	return f.is(j+1, ":") && f.joined(j) && f.joined(j+1) && j+2 < len(f.ws) && f.ws[j+2].digits
}

// commaNumberDay keeps "March 20,000" from being a day.
func (f *finder) commaNumberDay(j int) bool {
	return f.is(j+1, ",") && f.joined(j) && f.joined(j+1) && j+2 < len(f.ws) && f.ws[j+2].digits && width(f.ws[j+2]) == 3
}

// soundMonth refuses words that only look like a bare month: a person's name
// ("Theresa May", "June Smith"), a march, the modal verb.
func (f *finder) soundMonth(i, j int) bool {
	first := f.ws[i].low
	if first != "may" && first != "march" && first != "mar" && first != "april" && first != "june" && first != "august" && first != "jan" && first != "dec" {
		return true
	}
	if i > 0 && f.ws[i-1].capital && !f.is(i-1, "in", "since", "by", "until", "last", "next", "this", "early", "late", "mid", "on", "from", "through", "during") {
		if _, isDay := weekdayNames[f.ws[i-1].low]; !isDay {
			return false
		}
	}
	if first == "june" || first == "april" || first == "august" || first == "jan" {
		return j >= len(f.ws) || !f.ws[j].capital
	}
	return f.is(i-1, "in", "since", "by", "until", "last", "next", "this", "early", "late", "mid", "-", "of", "from", "to", "before", "after", "through", "during", "and", "till", "through")
}

// monthDay finishes a month and a day: with the year given, or the nearest.
func (f *finder) monthDay(i int, m time.Month, d, j int) (match, bool) {
	last := d
	if f.is(j, "-", "to") && j+1 < len(f.ws) && f.ws[j+1].digits && f.ws[j+1].num > d && f.ws[j+1].num <= 31 && width(f.ws[j+1]) <= 2 {
		last, j = f.ws[j+1].num, j+2
	}
	k := j
	if f.is(k, ",", "of", "in") {
		k++
	}
	if y, end, ok := f.yearAt(k); ok && validDay(y, m, d) {
		return explicit(end, dayRange(y, m, d, last))
	}
	if y, end, ok := f.deicticYear(k); ok && validDay(y, m, d) {
		return f.relative(end, dayRange(y, m, d, last))
	}
	y, ok := f.nearestYear(i, m, d)
	if !ok || !validDay(y, m, d) {
		return match{}, false
	}
	return match{end: j, iv: dayRange(y, m, d, last), basis: calendar.Explicit}, true
}

func dayRange(y int, m time.Month, d, last int) calendar.Interval {
	a := calendar.NewDate(y, m, d)
	if last == d || !validDay(y, m, last) {
		return calendar.DayOf(a)
	}
	return calendar.Interval{Start: a, End: calendar.NewDate(y, m, last), Precision: calendar.Range}
}

// deicticYear reads "last year", "this year", "next year", "of the same year"
// behind a month.
func (f *finder) deicticYear(i int) (int, int, bool) {
	switch {
	case f.is(i, "last", "this", "next") && f.is(i+1, "year") && !f.dct.IsZero():
		return f.dct.Year + map[string]int{"last": -1, "this": 0, "next": 1}[f.ws[i].low], i + 2, true
	case f.is(i, "that") && f.is(i+1, "year") && !f.ref.Start.IsZero():
		return f.ref.Start.Year, i + 2, true
	}
	if f.is(i, "the") {
		if j, ok := f.seq(i, "the same year"); ok && !f.ref.Start.IsZero() {
			return f.ref.Start.Year, j, true
		}
	}
	return 0, i, false
}

// dayMonth reads "20 January 2025", "the 20th of January", "20 January".
func (f *finder) dayMonth(i int) (match, bool) {
	j := i
	if f.is(j, "the") {
		j++
	}
	if j >= len(f.ws) || !(f.ws[j].digits && width(f.ws[j]) <= 4 || f.ws[j].ordinal) || f.ws[j].num < 1 || f.ws[j].num > 31 {
		return match{}, false
	}
	d := f.ws[j].num
	if j == i && i > 0 && f.joined(i-1) && f.is(i-1, "$", "£", "€", ".", ",", ":", "/") {
		return match{}, false
	}
	j++
	last := 0
	if f.is(j, "-", "to", "and") && j+1 < len(f.ws) && f.ws[j+1].digits && f.ws[j+1].num > d && f.ws[j+1].num <= 31 {
		last, j = f.ws[j+1].num, j+2
	}
	if f.is(j, "of") {
		j++
	}
	m, end, ok := f.monthAt(j)
	if !ok || !f.is(j-1, "of") && !f.ws[j-1].digits && !f.ws[j-1].ordinal {
		return match{}, false
	}
	got, ok := f.monthDay(i, m, d, end)
	if ok && last > 0 && got.iv.Start == got.iv.End {
		s := got.iv.Start
		got.iv = dayRange(s.Year, s.Month, d, last)
	}
	return got, ok
}

// nearDays is how near a day without a year must be to be taken against the
// clause's direction.
const nearDays = 50

// nearestYear gives the year of a day without one: by the direction of the
// clause, else the nearest with a lean towards the past.
func (f *finder) nearestYear(i int, m time.Month, d int) (int, bool) {
	if f.dct.IsZero() {
		if f.ref.Start.IsZero() {
			return 0, false
		}
		return f.ref.Start.Year, true
	}
	this := calendar.NewDate(f.dct.Year, m, d)
	if this == f.dct {
		return f.dct.Year, true
	}
	back, ahead := f.dct.Year, f.dct.Year
	if this.After(f.dct) {
		back--
	} else {
		ahead++
	}
	// The direction decides between dates that are both some months off; a day
	// that is near on one side is that day whatever the tense.
	toBack, toAhead := calendar.NewDate(back, m, d).DaysUntil(f.dct), f.dct.DaysUntil(calendar.NewDate(ahead, m, d))
	switch dir := f.dir(i); {
	case dir == Past && toAhead > nearDays:
		return back, true
	case dir == Future && toBack > nearDays:
		return ahead, true
	}
	if f.dct.DaysUntil(calendar.NewDate(ahead, m, d))*4 < calendar.NewDate(back, m, d).DaysUntil(f.dct) {
		return ahead, true
	}
	return back, true
}

func (f *finder) nearestMonth(i int, m time.Month) (calendar.Interval, bool) {
	if !f.dct.IsZero() && f.dct.Month == m {
		return calendar.MonthOf(f.dct), true
	}
	y, ok := f.nearestYear(i, m, 1)
	return calendar.MonthOf(calendar.NewDate(y, m, 1)), ok
}

// yearLeads are the words that a bare number of four digits follows as a year.
var yearLeads = map[string]bool{
	"in": true, "since": true, "by": true, "of": true, "from": true, "until": true, "till": true, "to": true, "during": true,
	"early": true, "late": true, "mid": true, "before": true, "after": true, "for": true, "and": true, "or": true, "year": true,
	"through": true, "than": true, "the": true, "between": true, "around": true, "about": true, "circa": true, "post": true,
	"pre": true, "with": true, "that": true, "but": true, "at": true, "as": true, "its": true, "a": true, "fiscal": true,
	"on": true, "s": true, "march": true, "summer": true, "spring": true, "autumn": true, "winter": true, "fall": true,
}

// year reads a bare year.
func (f *finder) year(i int) (match, bool) {
	j := i
	if n, ok := f.seq(i, "the year"); ok {
		j = n
	}
	y, end, ok := f.yearAt(j)
	if !ok || f.ws[j].digits && (y < 1500 || y > 2100) {
		return match{}, false
	}
	if f.ws[j].digits && j == i && !f.yearContext(i, end) || f.ws[j].low == "'" && j == i {
		return match{}, false
	}
	if f.joined(end-1) && f.is(end, "-", "/") && f.joined(end) && end+1 < len(f.ws) && f.ws[end+1].digits {
		if m, ok := f.yearRange(y, end); ok {
			return m, true
		}
	}
	return explicit(end, calendar.YearOf(calendar.Date{Year: y, Month: 1, Day: 1}))
}

// yearContext tells a year from a count by the words around it.
func (f *finder) yearContext(i, end int) bool {
	if i > 0 && f.joined(i-1) && !f.is(i-1, "(", "-", "[", "'", "\"", "“") {
		return false
	}
	if f.joined(i) && f.is(end, "%", "s", ":") {
		return false
	}
	if end < len(f.ws) && countable[f.ws[end].low] {
		return false
	}
	if i == 0 || yearLeads[f.ws[i-1].low] {
		return true
	}
	_, month := monthNames[f.ws[i-1].low]
	if month || f.is(i-1, ",", "(", "-", "[") {
		return true
	}
	return f.ws[i].num >= 1900 && f.ws[i].num <= 2060 && (end >= len(f.ws) || !f.ws[end].letters || f.is(end, "and", "to", "when", "after", "that", "election", "war", "elections", "agreement", "deal", "treaty"))
}

// countable are units that make a number before them a count.
var countable = map[string]bool{
	"people": true, "troops": true, "soldiers": true, "dollars": true, "miles": true, "kilometers": true, "kilometres": true,
	"tons": true, "tonnes": true, "meters": true, "metres": true, "feet": true, "pounds": true, "percent": true, "cases": true,
	"deaths": true, "workers": true, "refugees": true, "homes": true, "votes": true, "gmt": true, "utc": true, "hrs": true, "local": true, "hours": true, "men": true,
	"women": true, "children": true, "km": true, "kg": true, "mw": true, "euros": true, "acres": true, "hectares": true,
	"jobs": true, "civilians": true, "members": true, "points": true, "shares": true, "barrels": true, "units": true,
}

// yearRange reads the end of "1990-94" or "1990-1994".
func (f *finder) yearRange(y, end int) (match, bool) {
	w := f.ws[end+1]
	last := w.num
	if width(w) == 2 {
		last += y / 100 * 100
	}
	if width(w) != 2 && width(w) != 4 || last <= y || last > y+120 {
		return match{}, false
	}
	return explicit(end+2, calendar.Interval{
		Start: calendar.Date{Year: y, Month: 1, Day: 1}, End: calendar.Date{Year: last, Month: 12, Day: 31}, Precision: calendar.Range,
	})
}

// decade reads "1990s", "the mid-1990s", "the '90s", "the nineties".
func (f *finder) decade(i int) (match, bool) {
	j := i
	if f.is(j, "the") {
		j++
	}
	if f.is(j, "early", "late", "mid") {
		j++
		if f.is(j, "-") {
			j++
		}
	}
	y, end := 0, 0
	switch {
	case j >= len(f.ws):
	case f.ws[j].digits && width(f.ws[j]) == 4 && f.ws[j].num%10 == 0:
		y, end = f.ws[j].num, j+1
	case f.is(j, "'") && j+1 < len(f.ws) && f.ws[j+1].digits && width(f.ws[j+1]) == 2 && f.ws[j+1].num%10 == 0:
		y, end = twoDigitYear(f.ws[j+1].num), j+2
	case decadeWords[f.ws[j].low] > 0 && f.is(j-1, "the", "early", "late", "mid", "-"):
		return explicit(j+1, decadeOf(decadeWords[f.ws[j].low]))
	}
	if y < 1000 {
		return match{}, false
	}
	if f.is(end, "'") {
		end++
	}
	if !f.is(end, "s") || f.ws[end].end-f.ws[end-1].start > 8 || f.ws[end].start-f.ws[end-1].end > 0 {
		return match{}, false
	}
	if f.ws[i].low == "'" && i > 0 && f.joined(i-1) {
		return match{}, false
	}
	return explicit(end+1, decadeOf(y))
}

func decadeOf(y int) calendar.Interval {
	y -= y % 10
	return calendar.Interval{Start: calendar.Date{Year: y, Month: 1, Day: 1}, End: calendar.Date{Year: y + 9, Month: 12, Day: 31}, Precision: calendar.Decade}
}

// century reads "the 20th century", "twentieth century".
func (f *finder) century(i int) (match, bool) {
	j := i
	if f.is(j, "the") {
		j++
	}
	if f.is(j, "early", "late", "mid") {
		j++
		if f.is(j, "-") {
			j++
		}
	}
	if j >= len(f.ws) || !f.ws[j].ordinal || f.ws[j].num < 1 || f.ws[j].num > 22 {
		return match{}, false
	}
	c, k := f.ws[j].num, j+1
	if f.is(k, "-") {
		k++
	}
	if c == 20 && k < len(f.ws) && f.ws[k].ordinal && f.ws[k].num == 1 {
		c, k = 21, k+1
	}
	if !f.is(k, "century", "centuries") {
		return match{}, false
	}
	// A century as calendars and TIMEX3 count it: 19xx is the twentieth.
	return explicit(k+1, calendar.Interval{
		Start: calendar.Date{Year: (c - 1) * 100, Month: 1, Day: 1}, End: calendar.Date{Year: c*100 - 1, Month: 12, Day: 31}, Precision: calendar.Century,
	})
}
