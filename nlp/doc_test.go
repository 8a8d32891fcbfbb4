package nlp

import (
	"slices"
	"strings"
	"sync"
	"testing"
)

const sample = "Ghana's new president, who left Accra on Monday, didn't sign the treaty with the United Nations. Three soldiers were killed."

func words(tokens func(func(Token) bool)) string {
	var out []string
	for t := range tokens {
		out = append(out, t.Text())
	}
	return strings.Join(out, " ")
}

func find(tb testing.TB, d *Doc, word string) Token {
	tb.Helper()
	for t := range d.Tokens() {
		if t.Text() == word {
			return t
		}
	}
	tb.Fatalf("no token %q", word)
	return Token{}
}

func TestTree(t *testing.T) {
	d := pipeline(t).Parse(sample)
	sign, president := find(t, d, "sign"), find(t, d, "president")
	tests := []struct {
		name   string
		tokens func(func(Token) bool)
		want   string
	}{
		{"children", sign.Children(), "president did n't treaty ."},
		{"lefts", sign.Lefts(), "president did n't"},
		{"rights", sign.Rights(), "treaty ."},
		{"subtree", president.Subtree(), "Ghana 's new president , who left Accra on Monday ,"},
		{"subtree of a leaf", find(t, d, "new").Subtree(), "new"},
		{"ancestors", find(t, d, "Monday").Ancestors(), "on left president sign"},
		{"ancestors of a root", sign.Ancestors(), ""},
		{"sentence", sign.Sent().Tokens(), "Ghana 's new president , who left Accra on Monday , did n't sign the treaty with the United Nations ."},
	}
	for _, tt := range tests {
		if got := words(tt.tokens); got != tt.want {
			t.Errorf("%s: %q instead of %q", tt.name, got, tt.want)
		}
	}
	if !sign.IsRoot() || sign.Head() != sign || president.Head() != sign || president.IsRoot() {
		t.Error("sign is not the root")
	}
	if !sign.IsAncestorOf(president) || president.IsAncestorOf(sign) || sign.IsAncestorOf(find(t, d, "soldiers")) {
		t.Error("wrong ancestors")
	}
	if got := d.Span(president.LeftEdge().Index(), president.RightEdge().Index()+1); got.Root() != president || !strings.HasSuffix(got.Text(), "on Monday,") {
		t.Errorf("edges of president: %q with the root %q", got.Text(), got.Root().Text())
	}
}

func TestNeighbours(t *testing.T) {
	d := pipeline(t).Parse(sample)
	if _, ok := d.Token(0).Prev(); ok {
		t.Error("a token before the first")
	}
	if _, ok := d.Token(d.Len() - 1).Next(); ok {
		t.Error("a token after the last")
	}
	for tok := range d.Tokens() {
		if next, ok := tok.Next(); ok {
			if prev, ok := next.Prev(); !ok || prev != tok || next.Index() != tok.Index()+1 {
				t.Errorf("token %d: next %d, before that %d", tok.Index(), next.Index(), prev.Index())
			}
		}
	}
}

// TestEntities checks the places of entities behind characters of several bytes.
func TestEntities(t *testing.T) {
	d := pipeline(t).Parse("Zoë Müller visited São Paulo and Ghana on Monday.")
	for _, e := range d.Ents() {
		first, last := e.Bytes()
		start, end := e.Runes()
		if got := string([]rune(d.Text())[start:end]); got != e.Text() || d.Text()[first:last] != got || e.Doc() != d {
			t.Errorf("code points %d to %d are %q, bytes %d to %d are %q", start, end, got, first, last, e.Text())
		}
	}
	ghana := find(t, d, "Ghana")
	if ghana.EntType() != EntGPE || ghana.EntIOB().String() != "B" || find(t, d, "visited").EntType() != "" || find(t, d, "visited").EntIOB().String() != "O" {
		t.Errorf("Ghana is %s %s", ghana.EntIOB(), ghana.EntType())
	}
	if empty := d.Span(2, 2); empty.Text() != "" || empty.Len() != 0 || words(empty.Tokens()) != "" {
		t.Errorf("an empty span has the text %q", empty.Text())
	}
}

// TestStopIteration leaves the loops early.
func TestStopIteration(t *testing.T) {
	d := pipeline(t).Parse(sample)
	sign := find(t, d, "sign")
	for name, tokens := range map[string]func(func(Token) bool){
		"tokens": d.Tokens(), "children": sign.Children(), "lefts": sign.Lefts(), "rights": sign.Rights(),
		"subtree": sign.Subtree(), "ancestors": find(t, d, "Monday").Ancestors(),
	} {
		n := 0
		for range tokens {
			if n++; n == 2 {
				break
			}
		}
		if n != 2 {
			t.Errorf("%s: %d steps", name, n)
		}
	}
}

func TestTokenAt(t *testing.T) {
	d := pipeline(t).Parse("Zoë said  no.")
	for offset, want := range []string{"Zoë", "Zoë", "Zoë", "Zoë", "Zoë", "said", "said", "said", "said", "said", " ", "no", "no", "."} {
		if got, ok := d.TokenAt(offset); !ok || got.Text() != want {
			t.Errorf("byte %d: %q instead of %q", offset, got.Text(), want)
		}
	}
	for _, offset := range []int{-1, len(d.Text())} {
		if _, ok := d.TokenAt(offset); ok {
			t.Errorf("a token at byte %d", offset)
		}
	}
}

func TestNoAllocation(t *testing.T) {
	d := pipeline(t).Parse(sample)
	n := 0
	allocs := testing.AllocsPerRun(100, func() {
		for _, s := range d.Sents() {
			for tok := range s.Tokens() {
				for range tok.Children() {
					n++
				}
				for range tok.Subtree() {
					n++
				}
				for range tok.Ancestors() {
					n++
				}
				n += len(tok.Text()) + len(tok.Lemma()) + len(tok.Morph().Get("Number"))
			}
			n += s.Root().Index()
		}
	})
	if allocs != 0 || n == 0 {
		t.Errorf("%v allocations, %d steps", allocs, n)
	}
}

func TestSplit(t *testing.T) {
	const text = "\n\nTalks stall in\nAccra again\r\n \r\nThe minister left\fHe slept"
	tests := []struct {
		name    string
		options []Option
		want    []string // first words
	}{
		{"lines", []Option{SplitLines()}, []string{"Talks", "Accra", "The", "He"}},
		{"paragraphs", []Option{SplitParagraphs()}, []string{"Talks", "The", "He"}},
	}
	for _, tt := range tests {
		d := pipeline(t).Parse(text, tt.options...)
		for _, word := range tt.want[1:] {
			if !find(t, d, word).IsSentStart() {
				t.Errorf("%s: no sentence starts at %q", tt.name, word)
			}
		}
		for tok := range d.Tokens() {
			if tok.IsSentStart() && tok.IsSpace() && tok.Index() > 0 {
				t.Errorf("%s: a sentence starts at white space, token %d", tt.name, tok.Index())
			}
		}
	}
	if got := pipeline(t).Parse("He left\nyesterday").Sents(); len(got) != 1 {
		t.Errorf("%d sentences without an option", len(got))
	}
}

func TestInvalidUTF8(t *testing.T) {
	d := pipeline(t).Parse("The \xffking\xc3 left.")
	if got, want := words(d.Tokens()), "The \xff king \xc3 left ."; got != want {
		t.Errorf("tokens %q instead of %q", got, want)
	}
	if got := find(t, d, "king"); got.Start() != 5 || got.End() != 9 || got.Lower() != "king" {
		t.Errorf("king has the bytes %d to %d", got.Start(), got.End())
	}
	if start, end := find(t, d, "left").Runes(); start != 11 || end != 15 {
		t.Errorf("left has the code points %d to %d", start, end)
	}
	if got := find(t, d, "\xff").Lower(); got != "\ufffd" {
		t.Errorf("a bad byte is read as %q", got)
	}
}

func TestMorphGet(t *testing.T) {
	m := Morph("Number=Sing|Person=3|VerbForm=Fin")
	for name, want := range map[string]string{"Number": "Sing", "Person": "3", "VerbForm": "Fin", "Tense": "", "": "", "Num": ""} {
		if got := m.Get(name); got != want {
			t.Errorf("%s is %q instead of %q", name, got, want)
		}
	}
}

// TestConcurrent has goroutines fill and drop the caches together; each must
// find what one alone does.
func TestConcurrent(t *testing.T) {
	p, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	p.tokenizer.vocab.cache = newCache(256, p.tokenizer.vocab.cache.weight)
	p.tokenizer.cache = newCache(256, p.tokenizer.cache.weight)
	refs := readReferences(t, *referenceFile)[:40]
	var group sync.WaitGroup
	for g := range 4 {
		group.Go(func() {
			for i := range refs {
				want := &refs[(i+g*10)%len(refs)]
				got := describe(want.parse(p), want.Subtrees != nil)
				if diffs := differences(&got, want); diffs != nil {
					t.Errorf("%.40q: %q", want.Doc, diffs[0])
				}
			}
		})
	}
	group.Wait()
}

func TestCacheBound(t *testing.T) {
	c := newCache(1000, func(int) int { return 2 })
	for i := range 100_000 {
		key := strings.Repeat("k", 1+i%7) + string(rune('a'+i%26)) + strings.Repeat("x", i%50) + string(rune(0x4e00+i%20000))
		if v, ok := c.get(key); ok && v != len(key) {
			t.Fatalf("%q has the value %d", key, v)
		}
		if got := c.put(key, len(key)); got != len(key) {
			t.Fatalf("%q was stored as %d", key, got)
		}
	}
	entries := 0
	for i := range c.shards {
		entries += len(c.shards[i].young) + len(c.shards[i].old)
	}
	if entries == 0 || entries*2 > 1000+2*2*cacheShards {
		t.Errorf("%d entries of weight 2 under the limit 1000", entries)
	}
}

// TestCacheKeepsUsed checks that what is asked for all the time stays.
func TestCacheKeepsUsed(t *testing.T) {
	c := newCache(64*100, func(string) int { return 1 })
	c.put("often", "here")
	for i := range 50_000 {
		c.put(strings.Repeat("x", i%40)+string(rune(0x4e00+i)), "")
		if v, ok := c.get("often"); !ok || v != "here" {
			t.Fatalf("lost after %d other keys", i)
		}
	}
}

// TestLongSentence checks the parser's ring of precomputed parts where it is
// overwritten: a sentence longer than the ring, whose first tokens come back.
func TestLongSentence(t *testing.T) {
	text := strings.Repeat("the man ( who [ said { that ", 500) + "it rained."
	p := pipeline(t)
	d := p.Parse(text)
	if d.Len() < 2*ringTokens {
		t.Fatalf("%d tokens", d.Len())
	}
	checkDoc(t, d)
	if again := p.Parse(text); !slices.EqualFunc(d.tokens, again.tokens, func(a, b tokenData) bool { return a.head == b.head && a.dep == b.dep }) {
		t.Error("a second parse differs")
	}
}
