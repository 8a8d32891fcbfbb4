package dates

import (
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// A word is a maximal run of letters or of digits, or one other character.
type word struct {
	start, end int
	low        string // lower case, typographic apostrophes made plain
	num        int    // the value of a number, in digits or in words; -1 for none
	digits     bool
	letters    bool
	ordinal    bool // "third", or digits with st, nd, rd, th behind them
	capital    bool
}

// scan cuts text into words. Blanks are dropped; gap tells of them.
func scan(text string) []word {
	ws := make([]word, 0, len(text)/5+1)
	for i := 0; i < len(text); {
		r, n := utf8.DecodeRuneInString(text[i:])
		j := i + n
		switch {
		case unicode.IsSpace(r):
			i = j
			continue
		case r >= '0' && r <= '9':
			for j < len(text) && text[j] >= '0' && text[j] <= '9' {
				j++
			}
			w := word{start: i, end: j, low: text[i:j], num: -1, digits: true}
			if j-i <= 4 {
				w.num, _ = strconv.Atoi(text[i:j])
			}
			ws = append(ws, w)
		case unicode.IsLetter(r):
			for j < len(text) {
				s, m := utf8.DecodeRuneInString(text[j:])
				if !unicode.IsLetter(s) {
					break
				}
				j += m
			}
			ws = append(ws, letterWord(text, i, j, unicode.IsUpper(r)))
		default:
			low := text[i:j]
			if r == '’' || r == '‘' {
				low = "'"
			} else if r == '–' || r == '—' {
				low = "-"
			}
			ws = append(ws, word{start: i, end: j, low: low, num: -1})
		}
		i = j
	}
	return markOrdinals(ws)
}

func letterWord(text string, i, j int, capital bool) word {
	w := word{start: i, end: j, low: strings.ToLower(text[i:j]), num: -1, letters: true, capital: capital}
	if v, ok := numerals[w.low]; ok {
		w.num = v
	} else if v, ok := ordinals[w.low]; ok {
		w.num, w.ordinal = v, true
	}
	return w
}

// markOrdinals joins digits with the suffix that stands right behind them:
// "20th".
func markOrdinals(ws []word) []word {
	for i := 0; i+1 < len(ws); i++ {
		if !ws[i].digits || ws[i].end != ws[i+1].start {
			continue
		}
		switch ws[i+1].low {
		case "st", "nd", "rd", "th":
			ws[i].ordinal = true
			ws[i].end = ws[i+1].end
			ws = append(ws[:i+1], ws[i+2:]...)
		}
	}
	return ws
}

var numerals = map[string]int{
	"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
	"eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
	"eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
	"seventy": 70, "eighty": 80, "ninety": 90,
}

var ordinals = map[string]int{
	"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
	"ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
	"sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
}

// monthNames and weekdayNames hold the names and their usual short forms.
var monthNames = func() map[string]time.Month {
	m := make(map[string]time.Month, 30)
	for i := time.January; i <= time.December; i++ {
		name := strings.ToLower(i.String())
		m[name] = i
		m[name[:3]] = i
	}
	m["sept"] = time.September
	return m
}()

var weekdayNames = func() map[string]time.Weekday {
	m := make(map[string]time.Weekday, 24)
	for d := time.Sunday; d <= time.Saturday; d++ {
		name := strings.ToLower(d.String())
		m[name] = d
		m[name+"s"] = d
	}
	for s, d := range map[string]time.Weekday{"mon": 1, "tue": 2, "tues": 2, "wed": 3, "thu": 4, "thur": 4, "thurs": 4, "fri": 5} {
		m[s] = d
	}
	return m
}()

// decadeWords name the decades of the twentieth century.
var decadeWords = map[string]int{
	"twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970,
	"eighties": 1980, "nineties": 1990,
}

// A unit is a calendar unit that offsets and deictic expressions count in.
type unit int

const (
	noUnit unit = iota
	uDay
	uWeek
	uWeekend
	uMonth
	uQuarter
	uHalf
	uYear
	uDecade
	uCentury
)

var units = map[string]unit{
	"day": uDay, "week": uWeek, "weekend": uWeekend, "month": uMonth, "quarter": uQuarter, "year": uYear,
	"decade": uDecade, "century": uCentury,
	"days": uDay, "weeks": uWeek, "weekends": uWeekend, "months": uMonth, "quarters": uQuarter, "years": uYear,
	"decades": uDecade, "centuries": uCentury,
}

// seasons give their first month by the meteorological convention of the
// northern hemisphere; winter runs into the next year.
var seasons = map[string]time.Month{
	"spring": time.March, "summer": time.June, "autumn": time.September, "fall": time.September, "winter": time.December,
}

var dayParts = map[string]bool{
	"morning": true, "afternoon": true, "evening": true, "night": true, "noon": true, "midday": true, "midnight": true,
	"dawn": true, "lunchtime": true,
}

// starters are the words in small letters, besides numbers, that an expression
// can begin with.
var starters = func() map[string]bool {
	m := map[string]bool{}
	for w := range strings.FieldsSeq(`the a an early late mid later earlier end beginning start middle turn close outset year last next this past previous
		preceding coming current following recent several many some few about almost nearly around exactly roughly just over than more that same
		its fiscal comparable corresponding q today tonight yesterday tomorrow overnight post pre`) {
		m[w] = true
	}
	for _, words := range []map[string]int{decadeWords} {
		for w := range words {
			m[w] = true
		}
	}
	for w := range seasons {
		m[w] = true
	}
	for w := range dayParts {
		m[w] = true
	}
	return m
}()
