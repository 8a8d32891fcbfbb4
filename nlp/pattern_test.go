package nlp

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestTokenizerPatterns checks the compiled patterns of the model by examples.
func TestTokenizerPatterns(t *testing.T) {
	tk := pipeline(t).tokenizer
	var m matcher
	match := map[string]func(string) string{
		"prefix": func(s string) string { return s[:tk.findPrefix(&m, s)] },
		"suffix": func(s string) string { return s[len(s)-tk.findSuffix(&m, s):] },
		"url":    func(s string) string { return map[bool]string{true: s}[tk.isURL(&m, s)] },
	}
	tests := []struct{ pattern, text, want string }{
		{"prefix", "(hello", "("}, {"prefix", "hello", ""}, {"prefix", "...so", "..."}, {"prefix", "US$5", "US$"},
		{"prefix", "+5", ""}, {"prefix", "+x", "+"}, {"prefix", "“q", "“"}, {"prefix", "", ""},
		{"suffix", "hello)", ")"}, {"suffix", "Ghana's", "'s"}, {"suffix", "5km", "km"}, {"suffix", "akm", ""},
		{"suffix", "wait....", "...."}, {"suffix", "end.", "."}, {"suffix", "U.S.", ""}, {"suffix", "20%", "%"}, {"suffix", "", ""},
		{"url", "http://example.org/a?b=c", "http://example.org/a?b=c"}, {"url", "me@example.org", "me@example.org"},
		{"url", "example.org:80", "example.org:80"}, {"url", "8.8.8.8", "8.8.8.8"}, {"url", "10.1.2.3", ""}, {"url", "a.b", ""},
		{"url", "3.5", ""}, {"url", "http://" + strings.Repeat("a", 70) + ".com", ""}, {"url", strings.Repeat("a:@", 500) + "b.c", ""},
	}
	for _, tt := range tests {
		if got := match[tt.pattern](tt.text); got != tt.want {
			t.Errorf("%s of %.80q is %q instead of %q", tt.pattern, tt.text, got, tt.want)
		}
	}
}

// drawSeq draws a sequence of nodes that cannot match the empty string, and its
// regular expression.
func drawSeq(t *rapid.T, deep int) ([]*patternNode, string) {
	var seq []*patternNode
	expr := ""
	for range rapid.IntRange(1, 3).Draw(t, "length") {
		n, e := drawNode(t, deep)
		seq, expr = append(seq, n), expr+e
	}
	return seq, expr
}

func drawNode(t *rapid.T, deep int) (*patternNode, string) {
	kind := 0
	if deep > 0 {
		kind = rapid.IntRange(0, 2).Draw(t, "kind")
	}
	switch kind {
	case 1:
		n, exprs := &patternNode{Op: "alt"}, []string{}
		for range rapid.IntRange(1, 3).Draw(t, "alternatives") {
			seq, e := drawSeq(t, deep-1)
			n.Alts, exprs = append(n.Alts, seq), append(exprs, e)
		}
		return n, "(?:" + strings.Join(exprs, "|") + ")"
	case 2:
		seq, e := drawSeq(t, deep-1)
		low := rapid.IntRange(1, 2).Draw(t, "min")
		high := rapid.SampledFrom([]int{-1, low, low + 2}).Draw(t, "max")
		bounds := fmt.Sprintf("{%d,%d}", low, high)
		if high < 0 {
			bounds = fmt.Sprintf("{%d,}", low)
		}
		return &patternNode{Op: "repeat", Min: low, Max: high, Seq: seq}, "(?:" + e + ")" + bounds
	}
	low := rapid.RuneFrom([]rune("abcé")).Draw(t, "low")
	high := max(low, rapid.RuneFrom([]rune("bcé世")).Draw(t, "high"))
	not := rapid.Bool().Draw(t, "not")
	return &patternNode{Op: "set", Not: not, Ranges: [][2]rune{{low, high}}}, fmt.Sprintf("[%s%c-%c]", map[bool]string{true: "^"}[not], low, high)
}

// TestPatternLikeRegexp compares the machine with package regexp on patterns
// without look-around: forward the preferred match, backward the leftmost one.
func TestPatternLikeRegexp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seq, expr := drawSeq(t, 2)
		text := rapid.StringOfN(rapid.RuneFrom([]rune("abcdé世")), 0, 12, -1).Draw(t, "text")
		var m matcher
		for _, memo := range []bool{false, true} {
			forward, err := compilePattern(seq, false, memo)
			if err != nil {
				t.Fatal(err)
			}
			want := -1
			if at := regexp.MustCompile("^" + expr).FindStringIndex(text); at != nil {
				want = at[1]
			}
			if got := m.match(forward, text, 0, false); got != want {
				t.Fatalf("%s at the start of %q ends at %d instead of %d", expr, text, got, want)
			}
		}
		backward, err := compilePattern(seq, true, false)
		if err != nil {
			t.Fatal(err)
		}
		want := -1
		if at := regexp.MustCompile("(?:" + expr + ")$").FindStringIndex(text); at != nil {
			want = at[0]
		}
		if got := m.match(backward, text, len(text), true); got != want {
			t.Fatalf("%s at the end of %q starts at %d instead of %d", expr, text, got, want)
		}
	})
}

func TestUnknownPattern(t *testing.T) {
	if _, err := compilePattern([]*patternNode{{Op: "alt", Alts: [][]*patternNode{{{Op: "group"}}}}}, false, false); err == nil {
		t.Error("no error for an unknown operation")
	}
}
