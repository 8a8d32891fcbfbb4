package nlp

import (
	"strings"
	"unicode"
)

// This file has the string predicates of Python (Objects/unicodectype.c), where
// they differ from Go's. Which code points are letters, and their case, follow
// the Unicode version of Go; that of Python 3.11 is 14.

// pySpace is str.isspace, and \s of the re module.
func pySpace(r rune) bool { return unicode.IsSpace(r) || 0x1c <= r && r <= 0x1f }

// pyWord is \w of the re module.
func pyWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

// pyAlpha is str.isalpha.
func pyAlpha(s string) bool {
	return s != "" && strings.IndexFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) < 0
}

// pyDigit is str.isdigit: decimal digits and the code points of Unicode's
// Numeric_Type=Digit.
func pyDigit(r rune) bool {
	if r < 0x80 {
		return '0' <= r && r <= '9'
	}
	return unicode.Is(unicode.Nd, r) || unicode.Is(numericDigit, r)
}

// numericDigit has the code points with Numeric_Type=Digit (Unicode 14,
// DerivedNumericType.txt).
var numericDigit = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0xb2, 0xb3, 1}, {0xb9, 0xb9, 1}, {0x1369, 0x1371, 1}, {0x19da, 0x19da, 1}, {0x2070, 0x2070, 1},
		{0x2074, 0x2079, 1}, {0x2080, 0x2089, 1}, {0x2460, 0x2468, 1}, {0x2474, 0x247c, 1}, {0x2488, 0x2490, 1},
		{0x24ea, 0x24ea, 1}, {0x24f5, 0x24fd, 1}, {0x24ff, 0x24ff, 1}, {0x2776, 0x277e, 1}, {0x2780, 0x2788, 1},
		{0x278a, 0x2792, 1},
	},
	R32: []unicode.Range32{
		{0x10a40, 0x10a43, 1}, {0x10e60, 0x10e68, 1}, {0x11052, 0x1105a, 1}, {0x1f100, 0x1f10a, 1},
	},
	LatinOffset: 2,
}

// pyLower is str.lower: Go's mapping but for U+0130, which becomes two code
// points, and the form of sigma at the end of a word.
func pyLower(s string) string {
	if !strings.ContainsAny(s, "\u0130\u03a3") {
		return strings.ToLower(s)
	}
	runes := []rune(s)
	var out strings.Builder
	cased := -1 // index of the last code point before that is not ignorable
	for i, r := range runes {
		switch {
		case r == 0x130:
			out.WriteString("i\u0307")
		case r == 0x3a3 && cased >= 0 && isCased(runes[cased]) && !casedFollows(runes[i+1:]):
			out.WriteRune(0x3c2)
		default:
			out.WriteRune(unicode.ToLower(r))
		}
		if !isCaseIgnorable(r) {
			cased = i
		}
	}
	return out.String()
}

// casedFollows reports whether the first code point that is not ignorable has
// case. Only the next 64 are looked at.
func casedFollows(runes []rune) bool {
	for _, r := range runes[:min(len(runes), 64)] {
		if !isCaseIgnorable(r) {
			return isCased(r)
		}
	}
	return false
}

// isCased is the property Cased of the Unicode standard, section 3.13.
func isCased(r rune) bool {
	return unicode.In(r, unicode.Lu, unicode.Ll, unicode.Lt, unicode.Other_Lowercase, unicode.Other_Uppercase)
}

// isCaseIgnorable is the property Case_Ignorable of the same section.
func isCaseIgnorable(r rune) bool {
	switch r {
	case '\'', '.', ':', 0xb7, 0x387, 0x55f, 0x5f4, 0x2018, 0x2019, 0x2024, 0x2027, 0xfe13, 0xfe52, 0xfe55, 0xff07, 0xff0e, 0xff1a:
		return true
	}
	return unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk)
}
