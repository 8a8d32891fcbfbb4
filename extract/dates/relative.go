package dates

import (
	"time"

	"github.com/entente/entente/calendar"
)

// unitOf gives the calendar unit of the given kind that d lies in.
func unitOf(u unit, d calendar.Date) calendar.Interval {
	switch u {
	case uWeek:
		return calendar.WeekOf(d)
	case uWeekend:
		s := calendar.WeekOf(d).Start.AddDays(5)
		return calendar.Interval{Start: s, End: s.AddDays(1), Precision: calendar.Weekend}
	case uMonth:
		return calendar.MonthOf(d)
	case uQuarter:
		return calendar.QuarterOf(d)
	case uHalf:
		return halfOf(d.Year, int(d.Month-1)/6+1)
	case uYear:
		return calendar.YearOf(d)
	case uDecade:
		return decadeOf(d.Year)
	case uCentury:
		y := d.Year - d.Year%100
		return calendar.Interval{Start: calendar.Date{Year: y, Month: 1, Day: 1}, End: calendar.Date{Year: y + 99, Month: 12, Day: 31}, Precision: calendar.Century}
	}
	return calendar.DayOf(d)
}

// shift moves d by n units.
func shift(u unit, d calendar.Date, n int) calendar.Date {
	switch u {
	case uWeek, uWeekend:
		return d.AddDays(7 * n)
	case uMonth:
		return d.AddMonths(n)
	case uQuarter:
		return d.AddMonths(3 * n)
	case uHalf:
		return d.AddMonths(6 * n)
	case uYear:
		return d.AddYears(n)
	case uDecade:
		return d.AddYears(10 * n)
	case uCentury:
		return d.AddYears(100 * n)
	}
	return d.AddDays(n)
}

// nth gives the unit n after the one that d lies in.
func nth(u unit, d calendar.Date, n int) calendar.Interval {
	if u != uDay && u != uWeek && u != uWeekend {
		d = unitOf(u, d).Start
	}
	return unitOf(u, shift(u, d, n))
}

func halfOf(year, half int) calendar.Interval {
	m := time.Month(half*6 - 5)
	return calendar.Interval{Start: calendar.Date{Year: year, Month: m, Day: 1}, End: calendar.NewDate(year, m+6, 0), Precision: calendar.Half}
}

// weekday reads "Monday", "last Monday night", "Monday, 20 January 2025".
func (f *finder) weekday(i int) (match, bool) {
	j := i
	if f.is(j, "the") {
		j++
	}
	lead := ""
	if f.is(j, "last", "next", "this", "past", "coming", "previous", "following") {
		lead = f.ws[j].low
		if lead == "following" && j == i {
			return match{}, false // "following Monday's storm": after it
		}
		j++
		if f.is(j, "coming", "past") {
			lead = f.ws[j].low
			j++
		}
	}
	if f.is(j, "early", "late") {
		j++
	}
	d, end, ok := f.weekdayAt(j)
	if !ok {
		return match{}, false
	}
	k := end
	if k < len(f.ws) && dayParts[f.ws[k].low] {
		k++
	}
	end = k
	if f.is(k, ",") {
		k++
	}
	if f.is(k, "the") {
		k++
	}
	if k < len(f.ws) {
		m, ok := f.monthDate(k)
		if !ok {
			m, ok = f.dayMonth(k)
		}
		if ok && m.iv.Start == m.iv.End {
			return m, true
		}
	}
	if f.dct.IsZero() {
		return match{}, false
	}
	return f.relative(end, calendar.DayOf(f.nearestWeekday(i, d, lead)))
}

func (f *finder) weekdayAt(i int) (time.Weekday, int, bool) {
	if i >= len(f.ws) || !f.ws[i].capital {
		return 0, i, false
	}
	d, ok := weekdayNames[f.ws[i].low]
	if !ok || f.ws[i].low[len(f.ws[i].low)-1] == 's' && f.ws[i].low != "tues" && f.ws[i].low != "thurs" {
		return 0, i, false
	}
	end := i + 1
	if len(f.ws[i].low) <= 5 {
		if !f.is(end, ".") {
			return 0, i, false
		}
		end++
	}
	return d, end, true
}

func (f *finder) nearestWeekday(i int, d time.Weekday, lead string) calendar.Date {
	back := (int(f.dct.Weekday()) - int(d) + 7) % 7
	switch {
	case lead == "previous" && f.ref.Precision == calendar.Day && !f.ref.Start.IsZero():
		n := (int(f.ref.Start.Weekday()) - int(d) + 7) % 7
		if n == 0 {
			n = 7
		}
		return f.ref.Start.AddDays(-n)
	case lead == "following" && f.ref.Precision == calendar.Day && !f.ref.Start.IsZero():
		n := (int(d) - int(f.ref.Start.Weekday()) + 7) % 7
		if n == 0 {
			n = 7
		}
		return f.ref.Start.AddDays(n)
	case lead == "last" || lead == "past" || lead == "previous":
		if back == 0 {
			back = 7
		}
		return f.dct.AddDays(-back)
	case lead == "next" || lead == "coming" || lead == "following":
		return f.dct.AddDays(7 - back)
	case lead == "this" && f.dir(i) != Past, f.dir(i) == Future:
		return f.dct.AddDays((7 - back) % 7)
	}
	return f.dct.AddDays(-back)
}

// dayWord reads "yesterday", "tomorrow morning", "late tonight", "this evening".
func (f *finder) dayWord(i int) (match, bool) {
	j := i
	if f.is(j, "late", "early", "mid", "earlier", "later") {
		j++
		if f.is(j, "-") {
			j++
		}
	}
	if j < len(f.ws) && dayParts[f.ws[j].low] && j > i {
		j++ // "mid-afternoon yesterday"
	}
	if j >= len(f.ws) {
		return match{}, false
	}
	days, end := 0, j+1
	switch f.ws[j].low {
	case "today", "tonight":
	case "yesterday":
		days = -1
	case "tomorrow":
		days = 1
	case "overnight":
		if j > i || f.is(j+1, "stay", "bag", "success") {
			return match{}, false
		}
	case "this", "last":
		if j+1 >= len(f.ws) || !dayParts[f.ws[j+1].low] || f.is(j+1, "noon", "dawn") {
			return match{}, false
		}
		if f.is(j, "last") {
			days = -1
		}
		end = j + 2
	default:
		return match{}, false
	}
	if j == i && f.is(j, "today") && f.is(j-1, "usa") {
		return match{}, false
	}
	if end < len(f.ws) && dayParts[f.ws[end].low] {
		end++
	}
	if f.dct.IsZero() {
		return match{}, false
	}
	return f.relative(end, calendar.DayOf(f.dct.AddDays(days)))
}

// edge reads "the end of 2025", "early next year", "year-end", "late November":
// the unit that is named, with its edge in the span. Only the edge of a fact is
// meant, but no calendar says where "early" stops.
func (f *finder) edge(i int) (match, bool) {
	j := i
	if f.is(j, "the") {
		j++
	}
	switch {
	case f.is(j, "end", "beginning", "start", "middle", "turn", "close", "outset") && f.is(j+1, "of"):
		j += 2
		if f.is(j, "the") {
			if k := j + 1; f.is(k, "year", "month", "week", "decade", "century") && !f.is(k+1, "of") && !f.dct.IsZero() {
				return f.relative(k+1, unitOf(units[f.ws[k].low], f.dct))
			}
		}
	case f.is(j, "year") && (f.is(j+1, "-") && f.is(j+2, "end") || f.is(j+1, "end") || f.is(j+1, "'") && f.is(j+2, "s") && f.is(j+3, "end")):
		for !f.is(j, "end") {
			j++
		}
		if f.dct.IsZero() {
			return match{}, false
		}
		y := f.dct.Year
		if f.dir(i) == Past {
			y--
		}
		return f.relative(j+1, calendar.DayOf(calendar.Date{Year: y, Month: 12, Day: 31}))
	case f.is(i, "early", "late", "mid", "later", "earlier"):
		j = i + 1
		if f.is(j, "-", "in", "on") && (f.is(j, "-") || f.is(j-1, "late", "early", "later", "earlier")) {
			j++
		}
	default:
		return match{}, false
	}
	if j >= len(f.ws) {
		return match{}, false
	}
	if f.is(i, "earlier", "later") && f.is(j, "the") && f.is(j+1, "year", "month", "week", "day") && !f.dct.IsZero() {
		return f.relative(j+2, unitOf(units[f.ws[j+1].low], f.dct))
	}
	for _, try := range [...]func(int) (match, bool){f.weekday, f.monthDate, f.quarterly, f.season, f.deictic, f.dayWord, f.anchored, f.decade, f.century, f.bareYear} {
		if m, ok := try(j); ok {
			return m, true
		}
	}
	return match{}, false
}

func (f *finder) bareYear(i int) (match, bool) {
	y, end, ok := f.yearAt(i)
	if !ok || y < 1000 {
		return match{}, false
	}
	return explicit(end, calendar.YearOf(calendar.Date{Year: y, Month: 1, Day: 1}))
}

// deictic reads "last week", "this month", "next year", "the past decade", "the
// current quarter", "last June", "last Christmas", "the past two weeks", "the weekend".
func (f *finder) deictic(i int) (match, bool) {
	if f.dct.IsZero() {
		return match{}, false
	}
	j, the := i, false
	if f.is(j, "the") {
		j, the = j+1, true
	}
	if the && f.is(j, "weekend") {
		n := 0
		if f.dir(i) != Future && f.dct.Weekday() != time.Sunday && f.dct.Weekday() != time.Saturday {
			n = -1
		}
		return f.relative(j+1, nth(uWeekend, f.dct, n))
	}
	step := 0
	switch {
	case f.is(j, "last", "past", "previous", "preceding"):
		step = -1
		if f.is(j, "previous", "preceding") && (!the || f.ref.IsZero()) {
			return match{}, false
		}
	case f.is(j, "next", "coming"):
		step = 1
	case f.is(j, "this"):
		if f.is(j+1, "past", "coming") {
			step = map[string]int{"past": -1, "coming": 1}[f.ws[j+1].low]
			j++
		}
	case the && f.is(j, "current"):
	default:
		return match{}, false
	}
	j++
	if f.is(j, "fiscal", "calendar", "full") {
		j++
	}
	if j >= len(f.ws) {
		return match{}, false
	}
	if m, end, ok := f.monthAt(j); ok && !the && f.plainMonth(end) {
		return f.relative(end, f.deicticMonth(m, step))
	}
	n := 1
	if f.ws[j].num > 0 && !f.ws[j].ordinal && f.is(j-1, "last", "past", "next", "coming", "previous") && j+1 < len(f.ws) {
		n = f.ws[j].num
		j++
	}
	u := units[f.ws[j].low]
	if u == noUnit || u == uDay && n == 1 {
		return match{}, false
	}
	end := j + 1
	if f.is(j+1, "'") && f.is(j+2, "s") && f.ws[j].low == "year" {
		if m, ok := f.ordinalQuarter(j+3, f.dct.Year+step); ok {
			return m, true
		}
	}
	plural := f.ws[j].low[len(f.ws[j].low)-1] == 's'
	if n > 1 || plural {
		if !plural || n == 1 {
			return match{}, false
		}
		return f.stretch(end, u, n*step)
	}
	if f.is(i, "the") && f.is(i+1, "previous", "preceding") {
		return match{end: end, iv: nth(u, f.ref.Start, -1), basis: calendar.Relative}, true
	}
	return f.relative(end, nth(u, f.dct, step))
}

// plainMonth tells that no day or year follows a month's name.
func (f *finder) plainMonth(end int) bool {
	return end >= len(f.ws) || !f.ws[end].digits
}

// stretch gives the n units up to the article's date, or from it on.
func (f *finder) stretch(end int, u unit, n int) (match, bool) {
	if n == 0 || n > 400 || n < -400 {
		return match{}, false
	}
	v := calendar.Interval{Start: shift(u, f.dct, n), End: f.dct, Precision: calendar.Range}
	if n > 0 {
		v.Start, v.End = v.End, shift(u, f.dct, n)
	}
	return f.relative(end, v)
}

// deicticMonth: "last November" is the latest one wholly past, "this
// September" the one of this year.
func (f *finder) deicticMonth(m time.Month, step int) calendar.Interval {
	y := f.dct.Year
	switch {
	case step < 0 && m >= f.dct.Month:
		y--
	case step > 0 && m <= f.dct.Month:
		y++
	}
	return calendar.MonthOf(calendar.Date{Year: y, Month: m, Day: 1})
}

// loose reads what has no calendar unit: "in recent weeks", "in the coming
// days", "weeks ago", "years ago".
func (f *finder) loose(i int) (match, bool) {
	if f.dct.IsZero() {
		return match{}, false
	}
	j := i
	if f.is(j, "the") {
		j++
	}
	open := func(end int, ahead bool) (match, bool) {
		v := calendar.Interval{End: f.dct, Precision: calendar.Range}
		if ahead {
			v = calendar.Interval{Start: f.dct, Precision: calendar.Range}
		}
		return match{end: end, iv: v, basis: calendar.Relative, open: true}, true
	}
	if f.is(j, "recent", "coming", "next", "past", "last") {
		k := j + 1
		if f.is(k, "few", "several", "couple") {
			k++
			if f.is(k, "of") {
				k++
			}
		}
		if k < len(f.ws) && units[f.ws[k].low] != noUnit && f.ws[k].low[len(f.ws[k].low)-1] == 's' {
			return open(k+1, f.is(j, "coming", "next"))
		}
	}
	j = i
	if f.is(j, "several", "many", "some", "few") {
		j++
	} else if f.is(j, "a") && f.is(j+1, "few", "couple") {
		j += 2
		if f.is(j, "of") {
			j++
		}
	}
	if j < len(f.ws) && units[f.ws[j].low] != noUnit && f.ws[j].low[len(f.ws[j].low)-1] == 's' && f.is(j+1, "ago") {
		return open(j+2, false)
	}
	return match{}, false
}
