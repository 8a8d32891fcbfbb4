package gazetteer

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// letters that NFKD leaves alone although readers of English write them with
// plain letters.
var plainLetter = map[rune]string{
	'ł': "l", 'Ł': "L", 'ø': "o", 'Ø': "O", 'đ': "d", 'Đ': "D", 'ð': "d", 'Ð': "D",
	'þ': "th", 'Þ': "Th", 'ß': "ss", 'æ': "ae", 'Æ': "Ae", 'œ': "oe", 'Œ': "Oe",
	'ı': "i", 'ə': "a", 'Ə': "A", 'ħ': "h", 'Ħ': "H", 'ŋ': "ng", 'Ŋ': "Ng",
}

// ascii returns s with marks dropped and special Latin letters written with
// plain ones; case is kept. Letters of other scripts stay.
func ascii(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		if unicode.Is(unicode.Mn, r) {
			continue
		}
		if p, ok := plainLetter[r]; ok {
			b.WriteString(p)
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// slug is the id part of a name: lower case, marks dropped, letters and digits
// kept, everything else one '-' ('Claudia Sheinbaum' -> 'claudia-sheinbaum').
func slug(name string) string {
	var b strings.Builder
	b.Grow(len(name))
	dash := false
	for _, r := range ascii(name) {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			dash = false
			b.WriteRune(unicode.ToLower(r))
			continue
		}
		dash = true
	}
	return b.String()
}

// piece is the smallest unit that names are compared by. Tokenizers differ on
// 'al-Qaeda', 'U.S.' and "People's", so both names and text are cut further
// than any of them does.
type piece struct {
	text     string // folded: lower case, no marks, no full stops
	initial  bool   // the first letter is upper case
	allUpper bool   // every letter is upper case and there is at least one
	letters  int
}

// pieces cuts one token (or a whole name) into pieces and appends them to out.
// Hyphens, slashes and spaces separate; full stops vanish ('U.S.' is 'us');
// apostrophes vanish but for the possessive 's, which is a piece of its own.
// Any other sign is a piece, so that a name never runs over a comma or bracket.
func pieces(word string, out []piece) []piece {
	word = ascii(word)
	lower := strings.ToLower(word)
	if len(lower) != len(word) { // a few letters change their length in UTF-8
		word = lower
	}
	start := -1
	flush := func(end int) {
		if start >= 0 {
			out = appendPiece(out, word[start:end], lower[start:end])
			start = -1
		}
	}
	for i, r := range word {
		switch {
		case isLetterOrDigit(r):
			if start < 0 {
				start = i
			}
		case r == '.' && start >= 0:
			// kept in the slice, dropped by appendPiece
		case isApostrophe(r):
			if possessive(word[i+utf8.RuneLen(r):]) {
				flush(i)
			}
		case unicode.IsSpace(r) || isHyphen(r) || r == '/' || r == '.' || r == '_':
			flush(i)
		case r == '&':
			flush(i)
			out = append(out, piece{text: "and"})
		default:
			flush(i)
			out = append(out, piece{text: string(r)})
		}
	}
	flush(len(word))
	return out
}

func isLetterOrDigit(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r)
}

func isApostrophe(r rune) bool {
	return r == '\'' || r == '’' || r == '‘' || r == 'ʻ' || r == 'ʼ' || r == '`' || r == 'ʿ' || r == 'ʾ'
}

func isHyphen(r rune) bool { return r == '-' || r == '‐' || r == '‑' || r == '–' }

// possessive reports whether rest, the text after an apostrophe, is the
// possessive s.
func possessive(rest string) bool {
	if rest == "" || (rest[0] != 's' && rest[0] != 'S') {
		return false
	}
	r, _ := utf8.DecodeRuneInString(rest[1:])
	return len(rest) == 1 || !unicode.IsLetter(r)
}

func appendPiece(out []piece, raw, lower string) []piece {
	var p piece
	upper, drop := 0, false
	for _, r := range raw {
		switch {
		case r == '.' || isApostrophe(r):
			drop = true
		case unicode.IsLetter(r):
			if unicode.IsUpper(r) {
				upper++
				if p.letters == 0 {
					p.initial = true
				}
			}
			p.letters++
		}
	}
	p.allUpper = p.letters > 0 && upper == p.letters
	p.text = lower
	if drop {
		p.text = strings.Map(func(r rune) rune {
			if r == '.' || isApostrophe(r) {
				return -1
			}
			return r
		}, lower)
	}
	switch p.text {
	case "":
		return out
	case "saint":
		p.text = "st"
	}
	return append(out, p)
}

// key folds a whole name to the form that the indexes use.
func key(name string) string {
	var buf [12]piece
	ps := pieces(name, buf[:0])
	if len(ps) == 1 {
		return ps[0].text
	}
	var b strings.Builder
	for i, p := range ps {
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p.text)
	}
	return b.String()
}

// particles that belong to a family name but are often left out when the name
// is used alone ('al-Assad', 'Assad').
var particle = map[string]bool{
	"al": true, "el": true, "bin": true, "bint": true, "ibn": true, "ben": true, "de": true, "da": true, "do": true,
	"dos": true, "das": true, "del": true, "van": true, "von": true, "der": true, "den": true, "la": true, "le": true,
	"du": true, "di": true, "ould": true, "ter": true, "ten": true, "st": false,
}

// familyName guesses the family name of a full name: the last word with the
// particles before it. Names for which this is wrong carry braces in the data.
func familyName(full string) string {
	words := strings.Fields(full)
	n := len(words)
	if n == 0 {
		return ""
	}
	i := n - 1
	switch strings.Trim(words[i], ".") {
	case "Jr", "Sr", "II", "III", "IV":
		if i > 0 {
			i--
			words = words[:i+1]
		}
	}
	for i > 1 && particle[strings.ToLower(words[i-1])] {
		i--
	}
	return strings.Trim(strings.Join(words[i:], " "), ",")
}
