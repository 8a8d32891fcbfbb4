package nlp

import (
	"strings"
	"sync"
	"testing"
	"unicode/utf8"
)

// loadShared returns a pipeline that the tests of a process share.
var loadShared = sync.OnceValues(Load)

func pipeline(tb testing.TB) *Pipeline {
	tb.Helper()
	p, err := loadShared()
	if err != nil {
		tb.Fatal(err)
	}
	return p
}

// checkDoc checks everything that holds for any document.
func checkDoc(tb testing.TB, d *Doc) {
	tb.Helper()
	text := d.Text()
	end, runes := 0, 0
	for t := range d.Tokens() {
		if t.Start() != end || t.End() <= t.Start() || t.End() > len(text) || t.Text() != text[t.Start():t.End()] {
			tb.Fatalf("token %d has the bytes %d to %d of %d, and %d were used", t.Index(), t.Start(), t.End(), len(text), end)
		}
		first, last := t.Runes()
		if first != runes || last-first != utf8.RuneCountInString(t.Text()) {
			tb.Fatalf("token %d %q has the code points %d to %d, and %d were used", t.Index(), t.Text(), first, last, runes)
		}
		end, runes = t.End(), last
		if t.Space() {
			if text[end] != ' ' {
				tb.Fatalf("no blank after token %d %q", t.Index(), t.Text())
			}
			end, runes = end+1, runes+1
		}
		if !t.Sent().Contains(t) || !t.Sent().Contains(t.Head()) || t.Tag() == "" || t.Dep() == "" {
			tb.Fatalf("token %d %q: tag %q, label %q, head %d, sentence %v", t.Index(), t.Text(), t.Tag(), t.Dep(), t.Head().Index(), t.Sent())
		}
		if t.LeftEdge().Index() > t.Index() || t.RightEdge().Index() < t.Index() {
			tb.Fatalf("token %d %q has the edges %d and %d", t.Index(), t.Text(), t.LeftEdge().Index(), t.RightEdge().Index())
		}
	}
	if end != len(text) {
		tb.Fatalf("the tokens cover %d of %d bytes", end, len(text))
	}
	seen := 0
	for _, s := range d.Sents() {
		if s.Start != seen || s.End <= s.Start {
			tb.Fatalf("sentence %v after token %d", s, seen)
		}
		seen = s.End
	}
	if seen != d.Len() {
		tb.Fatalf("the sentences cover %d of %d tokens", seen, d.Len())
	}
	// each token is in the subtree of exactly one root
	seen = 0
	for t := range d.Tokens() {
		if t.IsRoot() {
			for x := range t.Subtree() {
				if x.Sent() != t.Sent() {
					tb.Fatalf("token %d is below the root of another sentence", x.Index())
				}
				seen++
			}
		}
	}
	if seen != d.Len() {
		tb.Fatalf("the trees have %d of %d tokens", seen, d.Len())
	}
	last := 0
	for _, e := range d.Ents() {
		if e.Start < last || e.End <= e.Start || e.End > d.Len() || e.Type == "" || e.Token(0).EntIOB() != Begin {
			tb.Fatalf("entity %d to %d %q after token %d", e.Start, e.End, e.Type, last)
		}
		for tok := range e.Tokens() {
			if tok.EntType() != e.Type || tok.Index() > e.Start && tok.EntIOB() != Inside {
				tb.Fatalf("token %d of the %s from %d to %d is %s of %q", tok.Index(), e.Type, e.Start, e.End, tok.EntIOB(), tok.EntType())
			}
		}
		last = e.End
	}
	d.NounChunks()
}

func TestHostile(t *testing.T) {
	const many = 1 << 20
	tests := map[string]string{
		"empty":             "",
		"blank":             " ",
		"blanks":            strings.Repeat(" ", many),
		"newlines":          strings.Repeat("\n", many),
		"blank lines":       strings.Repeat(" \n", 20_000),
		"nul":               "a\x00b \x00 c",
		"nuls":              strings.Repeat("\x00", 100_000),
		"no blank":          strings.Repeat("abcdefgh", many/8),
		"brackets":          strings.Repeat("(", 10_000) + "a" + strings.Repeat(")", 10_000),
		"open brackets":     strings.Repeat("[", 20_000),
		"blank brackets":    strings.Repeat("( ", 10_000) + "a" + strings.Repeat(" )", 10_000),
		"dots":              strings.Repeat(".", many),
		"dots before a":     strings.Repeat(".", many) + "a",
		"a with dots":       strings.Repeat("a...", 10_000),
		"commas":            strings.Repeat("a,b", 10_000),
		"quotes":            strings.Repeat(`"'`, 10_000),
		"colons":            strings.Repeat(":", 20_000),
		"like an address":   strings.Repeat("a:", 10_000) + ".b@c.d",
		"at signs":          strings.Repeat("a@", 100_000) + ".com",
		"address":           "http://" + strings.Repeat("a.", 100_000) + "com",
		"short addresses":   strings.Repeat("http://a:b:c@"+strings.Repeat("ab-.", 100)+" ", 100),
		"not utf-8":         "Ghana\xff said \xc3( \xf0\x9f\x98 on Monday\xe2\x82",
		"only bad bytes":    strings.Repeat("\xff", 20_000),
		"right to left":     "He said \u202eshalom\u202c \u200f\u05e9\u05dc\u05d5\u05dd\u200f and left.\u2066",
		"emoji":             strings.Repeat("👩‍👩‍👧‍👦🏳️‍🌈🇬🇭", 1_000),
		"combining":         "e" + strings.Repeat("\u0301", 100_000),
		"sigmas":            strings.Repeat("Σ'", 50_000),
		"final sigmas":      strings.Repeat("Σ", 100_000),
		"sharp s and i":     strings.Repeat("İßﬁ", 10_000),
		"one long sentence": strings.Repeat("the man who saw ", 3_000),
		"subordination":     strings.Repeat("He said that ", 3_000) + "it rained.",
		"possessives":       strings.Repeat("the king's ", 3_000) + "son",
		"exceptions":        strings.Repeat("don't :-) U.S. ", 2_000),
		"cut exceptions":    strings.Repeat("(: :-( a.m. ", 2_000),
		"numbers":           strings.Repeat("1,000,000.00-", 5_000),
		"surrogates":        "\xed\xa0\x80\xed\xb0\x80",
		"private use":       strings.Repeat("\ue000\U0010ffff", 10_000),
		"units":             strings.Repeat("5km", 50_000),
		"carriage returns":  strings.Repeat("One.\r\nTwo\r\r\n", 1_000),
	}
	p := pipeline(t)
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			checkDoc(t, p.Parse(text))
			if len(text) < 1000 {
				checkDoc(t, p.Parse(text, SplitLines()))
			}
		})
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"", "Ghana signed the treaty on Monday.", "\"Don't,\" she said—twice.\n\nHe left…", "\xff\xfe a\x00b",
		"http://a.b/c?d=1 x@y.org $5m 10km/h (U.S.)", "ΌΣ İ ﬁ 👩‍👧 \u202eabc\u202c", "a\u2028b\u0085c\r\nd",
	} {
		f.Add(s)
	}
	p := pipeline(f)
	f.Fuzz(func(t *testing.T, text string) {
		plain := p.Parse(text)
		checkDoc(t, plain)
		for _, o := range []Option{SplitLines(), SplitParagraphs()} {
			d := p.Parse(text, o)
			checkDoc(t, d)
			if d.Len() != plain.Len() {
				t.Fatalf("%d tokens with an option, %d without", d.Len(), plain.Len())
			}
		}
	})
}
