package news

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/input"
)

// TestBombs reads documents that are small, and made so that what takes them
// apart fills the memory or the day. Each is read, or refused by a line, in
// memory that has to do with its size.
func TestBombs(t *testing.T) {
	words := "Peru condemned Chile on Monday. "
	open := func(n int, tag string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "<%s a%d=%d>", tag, i, i)
		}
		return b.String()
	}
	for _, c := range []struct {
		name string
		as   Format
		text string
		want string // of a problem; "" where it is read
	}{
		{"formatting left open", HTML, "<body><p>" + open(400, "b") + strings.Repeat("</p><p>"+words, 6000), ""},
		{"formatting left open, in capitals", HTML, "<body><p>" + open(400, "FONT") + strings.Repeat("</p><p>"+words, 6000), ""},
		{"formatting that comes about by taking some away", HTML, "<body><p>" + strings.ReplaceAll(open(400, "b"), "<b", "<<b>b") + strings.Repeat("</p><p>"+words, 6000), ""},
		{"formatting in foreign content", HTML, "<body><script><!--</script><svg><style>" + open(400, "u") + strings.Repeat("</p><p>"+words, 6000), "no text of an article"},
		{"roots again and again", HTML, open(60_000, "html") + words, "HTML that cannot be parsed"},
		{"bodies again and again", HTML, "<body>" + open(60_000, "body") + words, "HTML that cannot be parsed"},
		{"elements within elements", HTML, strings.Repeat("<div>", 500_000) + words, "HTML that cannot be parsed"},
		{"a feed within itself", Feed, "<rss><channel><item>" + strings.Repeat("<a>", 500_000), "elements more than 200 deep"},
		{"the same after a character that is none", Feed, "<rss><channel>\x01<item>" + strings.Repeat("<a>", 500_000), "elements more than 200 deep"},
		{"a long beginning and many broken items", Feed, "<rss><channel>" + strings.Repeat("<x></x>", 100_000) + strings.Repeat("<item><1></item>", 20_000), "a feed that cannot be parsed"},
		{"entities of entities", Feed, `<!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><rss><channel><item><description>&b; ` + words + `</description></item></channel></rss>`, ""},
		{"brackets within brackets", Markdown, "---\na: " + strings.Repeat("[", 60_000) + "\n---\n" + words, "more than 200 deep"},
		{"braces within braces", Markdown, "---\n" + strings.Repeat("{a: ", 15_000) + "\n---\n" + words, "more than 200 deep"},
		{"lists within lists", Markdown, "---\na:\n " + strings.Repeat("- ", 30_000) + "x\n---\n" + words, "more than 200 deep"},
		{"arrays of JSON", JSON, strings.Repeat("[", 5_000_000), "exceeded max depth"},
		{"arrays in a line", JSONL, `{"text":` + strings.Repeat("[", 5_000_000), "exceeded max depth"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			o := Options{As: c.as, Input: input.Options{Stdin: strings.NewReader(c.text)}}
			read, said := 0, ""
			if err := Read(t.Context(), o, []string{"-"}, func(Record) error { read++; return nil }, func(p loaders.Problem) {
				if !p.Warning {
					said += p.Error()
				}
			}); err != nil {
				t.Fatal(err)
			}
			runtime.ReadMemStats(&after)
			if c.want == "" && read == 0 || !strings.Contains(said, c.want) {
				t.Errorf("%d articles; it said %q, not %q", read, said, c.want)
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 600 {
				t.Errorf("%d MiB for %d KiB", used, len(c.text)>>10)
			}
		})
	}
}

func TestTame(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"no markup", "no markup"},
		{"<p>a <b>bold</b> <em class=x>word</em></p>", "<p>a <span>bold</span> <span class=x>word</span></p>"},
		{"<STRONG/>x</S >", "<span/>x</span >"},
		{"<br><base><img><section><small", "<br><base><img><section><span"},
		{"a < b and <i", "a < b and <span"},
		{"<<b>b>", "<<span>b>"},
		{"<b-c><b:x><bb>", "<b-c><b:x><bb>"},
		{"<", "<"},
	} {
		if got := tame(c.in); got != c.want {
			t.Errorf("tame(%q) is %q, want %q", c.in, got, c.want)
		}
	}
}
