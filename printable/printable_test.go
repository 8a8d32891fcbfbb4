package printable

import (
	"bytes"
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestLine(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"plain", "plain"},
		{"Río, 日本, سلام\u200cها, 👩\u200d👧", "Río, 日本, سلام\u200cها, 👩\u200d👧"},
		{"co\u00adoperate", "co\u00adoperate"},
		{"a\nb\r\nc\td", "a b  c d"},
		{"\x1b[2J", `\u001b[2J`},
		{"\u009b31m", `\u009b31m`},
		{"bytes \x9b31m and \xff", `bytes \x9b31m and \xff`},
		{"\x00\a\b\x7f", `\u0000\u0007\u0008\u007f`},
		{"\u202egnp.exe", `\u202egnp.exe`},
		{"a\u2066b\u2069\u200e\u200f\u061c", `a\u2066b\u2069\u200e\u200f\u061c`},
		{"a\u2028b\u2029c\u0085d", `a\u2028b\u2029c\u0085d`},
		{"\ufeffa\u200bb\u2060", `\ufeffa\u200bb\u2060`},
		{"hidden \U000e0041\U000e0042", `hidden \U000e0041\U000e0042`},
	} {
		if got := Line(c.in); got != c.want {
			t.Errorf("Line(%q) is %q, want %q", c.in, got, c.want)
		}
	}
}

func TestText(t *testing.T) {
	if got := Text("a\u202eb\x1b[2J\n\tc\xff\r\nd\re"); got != "a\\u202eb\\u001b[2J\n\tc\\xff\nd\ne" {
		t.Errorf("%q", got)
	}
	if s := "plain text"; Text(s) != s {
		t.Error(Text(s))
	}
}

func FuzzLine(f *testing.F) {
	for _, s := range []string{"a", "\x1b]8;;http://x\a", "\xff\xfe", "é\u202e", "\U000e0041"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		line := Line(s)
		if !utf8.ValidString(line) || strings.ContainsFunc(line, Hidden) {
			t.Errorf("%q comes out of %q", line, s)
		}
		if again := Line(line); again != line {
			t.Errorf("%q, and again %q", line, again)
		}
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		out := JSON(text)
		var was, is string
		if json.Unmarshal(text, &was) != nil || json.Unmarshal(out, &is) != nil || was != is {
			t.Errorf("%s means another thing than %s", out, text)
		}
		if bytes.ContainsFunc(out, Hidden) {
			t.Errorf("%q comes out of %q", out, s)
		}
	})
}
