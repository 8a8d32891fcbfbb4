package news

import (
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/entente/entente/calendar"
)

// A stamp is a moment as an article's head or a feed gives it.
type stamp struct {
	day calendar.Date
	at  time.Time // zero where no time or no time zone is given
}

// parseStamp reads a date, with or without a time, in the ways that news
// writes it: ISO 8601, RFC 822, "August 10, 2025", "Sun 10 Aug 2025 10:30 GMT",
// "10.08.2025". The whole of s must be the date; what a writer puts around it
// ("Published on", "at", "|") is passed over. A date that can be read in two
// ways ("8/10/2025") is none.
func parseStamp(s string) (stamp, bool) {
	words := lexDate(s)
	if len(words) == 0 || len(words) > 24 {
		return stamp{}, false
	}
	p := dateParser{words: words}
	for p.pos < len(p.words) {
		if !p.step() {
			return stamp{}, false
		}
	}
	return p.result()
}

// lexDate splits into numbers, words and single signs.
func lexDate(s string) []string {
	var out []string
	rs := []rune(strings.TrimSpace(s))
	for i := 0; i < len(rs); {
		j := i
		switch r := rs[i]; {
		case unicode.IsSpace(r):
			i++
			continue
		case r >= '0' && r <= '9':
			for j < len(rs) && rs[j] >= '0' && rs[j] <= '9' {
				j++
			}
		case unicode.IsLetter(r):
			for j < len(rs) && unicode.IsLetter(rs[j]) {
				j++
			}
		default:
			j = i + 1
		}
		out = append(out, strings.ToLower(string(rs[i:j])))
		i = j
	}
	return out
}

type dateParser struct {
	words            []string
	pos              int
	year, month, day int
	hour, min, sec   int
	hasTime          bool
	zone             *time.Location
}

func (p *dateParser) peek(n int) string {
	if p.pos+n < len(p.words) {
		return p.words[p.pos+n]
	}
	return ""
}

func (p *dateParser) num(n int) (v, digits int) {
	w := p.peek(n)
	if w == "" || w[0] < '0' || w[0] > '9' || len(w) > 8 {
		return -1, 0
	}
	v, _ = strconv.Atoi(w)
	return v, len(w)
}

// step reads one piece at the position, or says that it is no part of a date.
func (p *dateParser) step() bool {
	for _, piece := range []func() int{p.clock, p.numeric, p.offset, p.monthName, p.word, p.number} {
		if n := piece(); n > 0 {
			p.pos += n
			return true
		}
	}
	return false
}

// numeric reads "2025-08-10", "2025/08/10", "10.08.2025", "08/24/2025" and
// "20250810".
func (p *dateParser) numeric() int {
	a, la := p.num(0)
	if a < 0 || p.year != 0 {
		return 0
	}
	if la == 8 {
		return p.set(a/10000, a/100%100, a%100, 1)
	}
	sep := p.peek(1)
	if sep != "-" && sep != "/" && sep != "." || p.peek(3) != sep {
		return 0
	}
	b, lb := p.num(2)
	c, lc := p.num(4)
	switch {
	case b < 0 || c < 0 || lb > 2:
		return 0
	case la == 4 && lc <= 2:
		return p.set(a, b, c, 5)
	case lc != 4 || la > 2:
		return 0
	case sep == "." || a > 12: // points are written where the day comes first
		return p.set(c, b, a, 5)
	case b > 12 || a == b:
		return p.set(c, a, b, 5)
	}
	return 0
}

func (p *dateParser) set(y, m, d, n int) int {
	if !validDay(y, m, d) {
		return 0
	}
	p.year, p.month, p.day = y, m, d
	if p.pos+n < len(p.words) && p.words[p.pos+n] == "t" { // ISO's T before the time
		n++
	}
	return n
}

// clock reads "10:30", "10:30:05.123", with "am", "p.m." after it, and
// "5 p.m.".
func (p *dateParser) clock() int {
	h, lh := p.num(0)
	if h < 0 || lh > 2 || p.hasTime {
		return 0
	}
	n, minute, sec := 1, 0, 0
	if p.peek(1) == ":" || p.peek(1) == "." && p.meridiem(3) > 0 {
		m, lm := p.num(2)
		if lm != 2 || m > 59 {
			return 0
		}
		minute, n = m, 3
		if s, ls := p.num(4); p.peek(3) == ":" && ls == 2 && s < 61 {
			sec, n = s, 5
			if _, lf := p.num(6); (p.peek(5) == "." || p.peek(5) == ",") && lf > 0 {
				n = 7
			}
		}
	}
	k := p.meridiem(n)
	switch {
	case k == 0 && n == 1, h > 24, k > 0 && (h > 12 || h == 0):
		return 0
	case k > 0:
		h %= 12
		if p.peek(n)[0] == 'p' {
			h += 12
		}
	}
	p.hour, p.min, p.sec, p.hasTime = h, minute, sec, true
	return n + k
}

// meridiem gives the number of words of "am", "p.m." at position n.
func (p *dateParser) meridiem(n int) int {
	switch w := p.peek(n); {
	case w == "am" || w == "pm":
		return 1
	case (w == "a" || w == "p") && p.peek(n+1) == "." && p.peek(n+2) == "m":
		if p.peek(n+3) == "." {
			return 4
		}
		return 3
	}
	return 0
}

// offset reads "+02:00", "-0500", "UTC+2" once there is a time.
func (p *dateParser) offset() int {
	sign := 1
	switch p.peek(0) {
	case "-", "−":
		sign = -1
	case "+":
	default:
		return 0
	}
	a, la := p.num(1)
	if !p.hasTime || a < 0 {
		return 0
	}
	n, minutes := 2, 0
	switch {
	case la == 4:
		minutes = a/100*60 + a%100
	case la <= 2 && p.peek(2) == ":":
		b, lb := p.num(3)
		if lb != 2 {
			return 0
		}
		minutes, n = a*60+b, 4
	case la <= 2:
		minutes = a * 60
	}
	if minutes > 15*60 {
		return 0
	}
	p.zone = time.FixedZone("", sign*minutes*60)
	return n
}

var months = map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "may": 5, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "oct": 10, "nov": 11, "dec": 12}

// monthOf reads English month names and their usual abbreviations.
func monthOf(w string) int {
	if len(w) < 3 {
		return 0
	}
	m := months[w[:3]]
	if m == 0 || w == "sept" || len(w) == 3 {
		return m
	}
	if strings.EqualFold(time.Month(m).String(), w) {
		return m
	}
	return 0
}

func (p *dateParser) monthName() int {
	m := monthOf(p.peek(0))
	if m == 0 || p.month != 0 {
		return 0
	}
	p.month = m
	if p.peek(1) == "." {
		return 2
	}
	return 1
}

// zones are the abbreviations whose offset is the same wherever and whenever
// they are used in news; "ET" or "BST" are not among them.
var zones = map[string]int{"gmt": 0, "utc": 0, "z": 0, "est": -5, "edt": -4, "cdt": -5, "pst": -8, "pdt": -7, "mdt": -6, "cet": 1, "cest": 2, "eet": 2, "eest": 3, "jst": 9, "kst": 9, "hkt": 8}

// fillers are the words and signs that writers put around dates.
var fillers = map[string]bool{",": true, ".": true, "|": true, "·": true, "•": true, "-": true, "–": true, "—": true, ":": true, "(": true, ")": true, "/": true,
	"at": true, "on": true, "of": true, "the": true, "published": true, "posted": true, "date": true, "first": true, "issued": true, "released": true,
	"et": true, "ct": true, "mt": true, "pt": true, "bst": true, "ist": true, "cst": true, "mst": true, "time": true, "local": true, "hrs": true, "h": true, "eastern": true, "pacific": true, "central": true}

func (p *dateParser) word() int {
	w := p.peek(0)
	if off, ok := zones[w]; ok && p.hasTime {
		p.zone = time.FixedZone("", off*3600)
		return 1
	}
	if fillers[w] || weekday(w) {
		return 1
	}
	return 0
}

func weekday(w string) bool {
	if len(w) < 3 {
		return false
	}
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name := strings.ToLower(d.String()); w == name || len(w) <= 5 && strings.HasPrefix(name, w) {
			return true
		}
	}
	return false
}

// number reads a day of the month ("10", "10th") or a year, for dates that
// name their month.
func (p *dateParser) number() int {
	v, digits := p.num(0)
	switch {
	case v < 0:
		return 0
	case digits == 4 && p.year == 0:
		p.year = v
		return 1
	case digits <= 2 && p.day == 0 && v >= 1 && v <= 31:
		p.day = v
		switch p.peek(1) {
		case "st", "nd", "rd", "th":
			return 2
		}
		return 1
	}
	return 0
}

func (p *dateParser) result() (stamp, bool) {
	if !validDay(p.year, p.month, p.day) {
		return stamp{}, false
	}
	s := stamp{day: calendar.Date{Year: p.year, Month: time.Month(p.month), Day: p.day}}
	if p.hasTime && p.zone != nil {
		s.at = time.Date(p.year, time.Month(p.month), p.day, p.hour, p.min, p.sec, 0, p.zone).UTC()
	}
	return s, true
}

// validDay accepts days that exist, in years in which news was printed.
func validDay(y, m, d int) bool {
	if y < 1500 || y > 2200 || m < 1 || m > 12 || d < 1 {
		return false
	}
	return calendar.NewDate(y, time.Month(m), d) == calendar.Date{Year: y, Month: time.Month(m), Day: d}
}
