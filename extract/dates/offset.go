package dates

import (
	"github.com/entente/entente/calendar"
)

// offset reads "three weeks ago", "a year earlier", "two days later", "10 days
// after", "half a century ago".
func (f *finder) offset(i int) (match, bool) {
	j := i
	for j < i+few && f.is(j, "about", "almost", "nearly", "some", "around", "exactly", "roughly", "just", "over", "than", "more") {
		j++
	}
	if j >= len(f.ws) {
		return match{}, false
	}
	n := f.ws[j].num
	if f.is(j, "a", "an", "one") {
		n = 1
	}
	if n <= 0 || n > 1000 || f.ws[j].ordinal {
		return match{}, false
	}
	j++
	if f.is(j, "-") {
		if n == 20 || n == 30 || n == 40 || n == 50 {
			if j+1 < len(f.ws) && f.ws[j+1].letters && f.ws[j+1].num > 0 && f.ws[j+1].num < 10 {
				n += f.ws[j+1].num
				j++
			}
		}
		j++
	}
	if f.is(j, "full", "calendar") {
		j++
	}
	if j >= len(f.ws) {
		return match{}, false
	}
	u := units[f.ws[j].low]
	if u == noUnit || u == uWeekend {
		return match{}, false
	}
	j++
	if f.is(j, "or") && f.is(j+1, "so") {
		j += 2
	}
	if f.is(j, "-") {
		j++
	}
	from, basis := f.dct, calendar.Relative
	switch {
	case f.is(j, "ago"):
		n = -n
		if u == uYear && n == -1 && !f.quarter.IsZero() {
			return match{end: j + 1, iv: nth(uQuarter, f.quarter.Start, -4), basis: basis, aside: true}, true
		}
	case f.is(j, "from") && f.is(j+1, "now", "today"):
		j++
	case f.is(j, "earlier", "before", "previously"):
		n = -n
		if u == uYear && n == -1 && !f.quarter.IsZero() {
			return match{end: j + 1, iv: nth(uQuarter, f.quarter.Start, -4), basis: basis, aside: true}, true
		}
		if !f.ref.Start.IsZero() {
			from = f.ref.Start
		}
	case f.is(j, "later", "afterwards"):
		if f.ref.Start.IsZero() {
			return match{}, false
		}
		from = f.ref.Start
	default:
		return match{}, false
	}
	if f.is(j, "before") && !f.endsClause(j+1) {
		return match{}, false
	}
	if f.is(j, "earlier", "before", "later") && f.ref.Precision != calendar.Day && u < precisionUnit(f.ref.Precision) {
		return match{}, false // days from a month say nothing
	}
	if from.IsZero() {
		return match{}, false
	}
	return match{end: j + 1, iv: unitOf(u, shift(u, from, n)), basis: basis, aside: f.is(j, "earlier", "ago")}, true
}

func precisionUnit(p calendar.Precision) unit {
	switch p {
	case calendar.Week, calendar.Weekend:
		return uWeek
	case calendar.Month:
		return uMonth
	case calendar.Quarter, calendar.Season, calendar.Half:
		return uQuarter
	case calendar.Year:
		return uYear
	case calendar.Decade:
		return uDecade
	case calendar.Century:
		return uCentury
	}
	return uDay
}

// anchored reads what counts from the date named before: "that day", "the same
// month", "the following year", "the next day", "the day before".
func (f *finder) anchored(i int) (match, bool) {
	if f.ref.Start.IsZero() {
		return match{}, false
	}
	step, j := 0, i
	switch {
	case f.is(i, "that", "same") || f.is(i, "the") && f.is(i+1, "same"):
		j = i + 1
		if f.is(j, "same", "very") {
			j++
		}
	case f.is(i, "the") && f.is(i+1, "following", "next", "subsequent"):
		step, j = 1, i+2
	case f.is(i, "the") && f.is(i+1, "day", "year", "month", "week") && f.is(i+2, "before", "after") && f.endsClause(i+3):
		step = map[string]int{"before": -1, "after": 1}[f.ws[i+2].low]
		return f.fromRef(i+3, units[f.ws[i+1].low], step)
	default:
		return match{}, false
	}
	if j >= len(f.ws) {
		return match{}, false
	}
	u := units[f.ws[j].low]
	if dayParts[f.ws[j].low] {
		u = uDay
	}
	if u == noUnit || u == uCentury || f.ws[j].low[len(f.ws[j].low)-1] == 's' || f.is(j+1, "of") {
		return match{}, false
	}
	return f.fromRef(j+1, u, step)
}

func (f *finder) endsClause(i int) bool {
	return i >= len(f.ws) || f.is(i, ".", ",", ";", ")")
}

func (f *finder) fromRef(end int, u unit, step int) (match, bool) {
	if u < precisionUnit(f.ref.Precision) {
		return match{}, false
	}
	return match{end: end, iv: nth(u, f.ref.Start, step), basis: calendar.Relative}, true
}

// clock reads a time of day with a day beside it, "10:35 a.m. Friday", and
// alone as the day last named.
func (f *finder) clock(i int) (match, bool) {
	j := i
	switch {
	case f.ws[i].digits && f.ws[i].num >= 0 && f.ws[i].num <= 24 && f.is(i+1, ":") && f.joined(i) && i+2 < len(f.ws) && f.ws[i+2].digits && width(f.ws[i+2]) == 2:
		j = i + 3
	case f.ws[i].digits && f.ws[i].num >= 1 && f.ws[i].num <= 12 && f.is(i+1, "a", "p", "am", "pm"):
		j = i + 1
	default:
		return match{}, false
	}
	switch {
	case f.is(j, "am", "pm"):
		j++
	case f.is(j, "a", "p") && f.is(j+1, ".") && f.is(j+2, "m"):
		j += 3
		if f.is(j, ".") {
			j++
		}
	default:
		return match{}, false
	}
	if f.is(j, "est", "edt", "gmt", "utc", "local", "et", "cet", "pst") {
		if j++; f.is(j, "time") {
			j++
		}
	}
	if f.is(j, "on", ",") {
		j++
	}
	for _, try := range [...]func(int) (match, bool){f.weekday, f.monthDate, f.dayMonth, f.dayWord} {
		if j < len(f.ws) {
			if m, ok := try(j); ok && m.iv.Precision == calendar.Day {
				return m, true
			}
		}
	}
	return match{}, false
}
