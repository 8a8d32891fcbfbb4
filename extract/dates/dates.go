// Package dates finds expressions of time in English text and resolves them to
// intervals of days: absolute ("January 20, 2025", "in 1994"), partial ("in
// June", "on Monday"), relative ("last week", "three weeks ago"), anchored to an
// earlier date ("the following day"), quarters, seasons, holidays.
//
// The rules read words only. What a parse knows better, whether a bare
// "Monday" lies ahead or behind, is asked through a Direction.
package dates

import (
	"strings"

	"github.com/entente/entente/calendar"
)

// A Direction tells whether the clause around an expression speaks of what has
// been or of what will be.
type Direction int

// The directions.
const (
	Unclear Direction = iota
	Past
	Future
)

// An Expression is a piece of text that denotes time, text[Start:End).
type Expression struct {
	Start, End int
	calendar.Interval
	Basis calendar.Basis
	// Open is set where the words give no calendar unit but a stretch that
	// begins or ends at the article's date: "in recent weeks", "in the coming
	// months". The interval then has only the end that they give for certain.
	Open bool
}

// Resolved tells whether both ends of the interval are known.
func (e Expression) Resolved() bool { return !e.Interval.Start.IsZero() && !e.Interval.End.IsZero() }

// Find gives the expressions of text in order. The article's date dct may be
// zero: then only explicit expressions and what hangs on them resolve, and
// others are left out. direction is asked with the offset of a partial
// expression; nil means Unclear everywhere.
func Find(text string, dct calendar.Date, direction func(offset int) Direction) []Expression {
	if direction == nil {
		direction = func(int) Direction { return Unclear }
	}
	f := &finder{text: text, ws: scan(text), dct: dct, direction: direction}
	var out []Expression
	for i := 0; i < len(f.ws); {
		m, ok := f.match(i)
		if !ok {
			i++
			continue
		}
		if m.iv.Valid() == nil && (!m.iv.IsZero()) {
			out = append(out, Expression{f.ws[i].start, f.ws[m.end-1].end, m.iv, m.basis, m.open})
			f.remember(m)
		}
		i = m.end
	}
	return out
}

type finder struct {
	text      string
	ws        []word
	dct       calendar.Date
	direction func(int) Direction
	ref       calendar.Interval // the last calendar unit or day that the text named
	quarter   calendar.Interval // the last quarter that it named
}

// A match ends before word end.
type match struct {
	end   int
	iv    calendar.Interval
	basis calendar.Basis
	open  bool
	aside bool // compares with another time, and anchors nothing
}

func (f *finder) remember(m match) {
	if !f.dct.IsZero() && m.iv.Start.After(f.dct) {
		return // "the same day" is hardly one that lies ahead
	}
	if m.open || m.aside || m.iv.Start.IsZero() || m.iv.End.IsZero() {
		return
	}
	f.ref = m.iv
	if m.iv.Precision == calendar.Quarter && (f.dct.IsZero() || !m.iv.End.After(f.dct)) {
		f.quarter = m.iv
	}
}

// match tries the families of expressions, the most specific first.
func (f *finder) match(i int) (match, bool) {
	w := f.ws[i]
	if !w.letters && !w.digits && w.low != "'" || w.letters && !w.capital && w.num < 0 && !starters[w.low] {
		return match{}, false
	}
	for _, try := range [...]func(int) (match, bool){
		f.numeric, f.weekday, f.monthDate, f.dayMonth, f.holiday, f.edge, f.loose, f.quarterly, f.season, f.deictic, f.offset,
		f.dayWord, f.decade, f.century, f.anchored, f.clock, f.year,
	} {
		if m, ok := try(i); ok {
			return m, true
		}
	}
	return match{}, false
}

// few is how many words before an expression are passed over: a text may be
// made of nothing else.
const few = 4

// is tells whether word i is one of the given ones.
func (f *finder) is(i int, any ...string) bool {
	if i < 0 || i >= len(f.ws) {
		return false
	}
	for _, a := range any {
		if f.ws[i].low == a {
			return true
		}
	}
	return false
}

// seq tells whether the words from i on are those of the phrase.
func (f *finder) seq(i int, phrase string) (int, bool) {
	for p := range strings.FieldsSeq(phrase) {
		if !f.is(i, p) {
			return i, false
		}
		i++
	}
	return i, true
}

// joined tells whether words i and i+1 touch.
func (f *finder) joined(i int) bool {
	return i >= 0 && i+1 < len(f.ws) && f.ws[i].end == f.ws[i+1].start
}

// dir gives the direction at word i: what "by", "until" and "as soon as" lead
// in lies ahead, else the clause decides.
func (f *finder) dir(i int) Direction {
	if f.is(i-1, "until", "till", "by") || f.is(i-1, "as") && f.is(i-2, "soon", "early") || f.is(i-1, "of") && f.is(i-2, "ahead") {
		return Future
	}
	return f.direction(f.ws[i].start)
}

func explicit(end int, v calendar.Interval) (match, bool) {
	return match{end: end, iv: v, basis: calendar.Explicit}, true
}

// relative resolves against the article's date, and fails where there is none.
func (f *finder) relative(end int, v calendar.Interval) (match, bool) {
	if f.dct.IsZero() {
		return match{}, false
	}
	return match{end: end, iv: v, basis: calendar.Relative}, true
}
