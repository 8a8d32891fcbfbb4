package extract

import (
	"strings"
	"unicode"

	"github.com/abadojack/whatlanggo"
)

// common are English words that any running text is full of.
var common = func() map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields("the of and to in a that is for on was with as by at from it his has be have are an he said not its which this or will had but were who they their been after more") {
		m[w] = true
	}
	return m
}()

// language gives the ISO 639-1 code of the document's language. Texts of a few
// words are taken for English where their letters allow it.
func language(doc Document) string {
	text := doc.Text
	if strings.TrimSpace(text) == "" {
		text = doc.Title
	}
	if len(text) > 20000 {
		text = text[:20000]
	}
	words, hits, other := 0, 0, 0
	for w := range strings.FieldsFuncSeq(strings.ToLower(text), func(c rune) bool { return !unicode.IsLetter(c) }) {
		words++
		if common[w] {
			hits++
		}
	}
	letters := 0
	for _, c := range text {
		if unicode.IsLetter(c) {
			letters++
			if !unicode.Is(unicode.Latin, c) {
				other++
			}
		}
	}
	if other*2 <= letters && (words < 8 || hits*100 >= words*16) {
		return "en"
	}
	info := whatlanggo.Detect(text)
	// A few words give trigrams too little to go by: then one English function
	// word in twelve is the better evidence.
	if other*2 <= letters && hits*100 >= words*8 && (words < 60 || !info.IsReliable()) {
		return "en"
	}
	if code := info.Lang.Iso6391(); code != "" && (code != "en" || hits*100 >= words*8) {
		return code
	}
	if other*2 <= letters && hits > 0 {
		return "en"
	}
	return "und"
}
