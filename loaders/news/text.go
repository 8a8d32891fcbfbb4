package news

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The head of a plain text is what stands above its first paragraph: section,
// title, subtitle, author, date, in any order and each of them optional. The
// rules here look at lines' shapes, not at what they are about:
//
//   - a line that is a date is the article's date, but for a clock ("Today:
//     ...") and the date of an update;
//   - a labelled line ("Published: ...", "By ...") says itself what it is;
//   - a short line that does not end like a sentence is a headline; of two, a
//     very short first one is the section; one after the title is the subtitle;
//   - the first line that ends like a sentence, or is longer than a headline,
//     begins the body.

const (
	maxHeadLines     = 24 // non-empty lines looked at
	maxHeadlineWords = 25
	maxSubtitleWords = 40
)

// parseText reads a plain-text article.
func parseText(text string) Article {
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	h := headReader{text: text}
	h.read()
	a := h.article()
	if a.Published.IsZero() {
		if s, ok := datelineDate(a.Text); ok {
			a.Published, a.PublishedAt = s.day, s.at
		}
	}
	return a
}

// A headline is a line that may be section, title or subtitle.
type headline struct {
	text  string
	words int
	dated bool // stands in one block with a date or clock
	pos   int  // where its line begins
}

type headReader struct {
	text      string
	a         Article
	updated   stamp
	headlines []headline
	labelled  bool // title came from a label
	body      int  // where the body begins
	lastMeta  int  // where the last line begins that says something about the article
}

// lineAt gives the line that begins at pos, without surrounding space, and
// where the next begins.
func lineAt(text string, pos int) (line string, next int) {
	end := strings.IndexByte(text[pos:], '\n')
	if end < 0 {
		return strings.TrimSpace(text[pos:]), len(text)
	}
	return strings.TrimSpace(text[pos : pos+end]), pos + end + 1
}

func (h *headReader) read() {
	blockDated, blockFirst := false, 0
	for pos, n := 0, 0; pos < len(h.text) && n < maxHeadLines; {
		line, next := lineAt(h.text, pos)
		if line == "" {
			blockDated, blockFirst = false, len(h.headlines)
			pos = next
			continue
		}
		n++
		switch {
		case h.meta(line):
			blockDated, h.lastMeta = true, pos
			for i := blockFirst; i < len(h.headlines); i++ {
				h.headlines[i].dated = true
			}
		case len(h.headlines) < 3 && h.isHeadline(line, next):
			h.headlines = append(h.headlines, headline{line, len(strings.Fields(line)), blockDated, pos})
		case h.isStandfirst(line, next):
			h.headlines = append(h.headlines, headline{line, len(strings.Fields(line)), blockDated, pos})
		default:
			h.body = pos
			return
		}
		pos = next
		h.body = pos
	}
}

// isHeadline tells whether a line has a headline's shape, and is no line of a
// paragraph that was broken by hand.
func (h *headReader) isHeadline(line string, next int) bool {
	if len(strings.Fields(line)) > maxHeadlineWords || endsSentence(line) && !asks(line) || hasDateline(line) {
		return false
	}
	if first, _ := utf8.DecodeRuneInString(strings.TrimLeft(line, `"'“‘«(`)); !unicode.IsUpper(first) && !unicode.IsDigit(first) && !unicode.In(first, unicode.Lo) {
		return false
	}
	following, _ := lineAt(h.text, min(next, len(h.text)))
	switch {
	case next >= len(h.text):
		return false // nothing follows: it is all there is
	case following == "" || isMeta(following):
		return true
	}
	// A paragraph broken by hand has lines of much the same length.
	r, _ := utf8.DecodeRuneInString(following)
	return !unicode.IsLower(r) && (len(following) > 110 || len(line) < 50)
}

// isStandfirst tells whether a sentence under the title is its subtitle
// although it ends like one: a byline or a date comes between it and the body.
func (h *headReader) isStandfirst(line string, next int) bool {
	if len(h.headlines) == 0 || len(h.headlines) > 2 || len(strings.Fields(line)) > maxSubtitleWords || hasDateline(line) {
		return false
	}
	for range 3 {
		if next >= len(h.text) {
			return false
		}
		line, n := lineAt(h.text, next)
		if line != "" {
			return isMeta(line)
		}
		next = n
	}
	return false
}

// article settles which headline is what.
func (h *headReader) article() Article {
	a := h.a
	hs := h.headlines
	rest := strings.TrimSpace(h.text[h.body:])
	if rest == "" { // headlines only: they are the text
		a.Text = strings.TrimSpace(h.text)
		return a
	}
	if len(hs) >= 2 && !h.labelled && a.Section == "" && isSection(hs[0], hs[1]) {
		a.Section = lastCrumb(hs[0].text)
		hs = hs[1:]
	}
	if len(hs) > 0 && a.Title == "" {
		a.Title = hs[0].text
		hs = hs[1:]
	}
	if len(hs) > 0 && a.Subtitle == "" && hs[0].words > 2 {
		a.Subtitle = hs[0].text
		hs = hs[1:]
	}
	if len(hs) > 0 && hs[0].pos > h.lastMeta { // a crosshead, or nothing we know: it stays in the text
		h.body = hs[0].pos
	}
	if a.Published.IsZero() {
		a.Published, a.PublishedAt = h.updated.day, h.updated.at
	}
	a.Text = strings.TrimRightFunc(h.text[h.body:], unicode.IsSpace)
	if a.Subtitle == "" && a.Title != "" {
		a.Subtitle = leadingSubtitle(a.Text)
	}
	return a
}

// isSection tells whether the first of two headlines is the rubric that the
// second, the title, stands in: a trail of links, or fewer words than titles
// have, set apart from the title.
func isSection(first, second headline) bool {
	switch {
	case endsSentence(second.text):
		return false
	case strings.ContainsAny(first.text, crumbs):
		return true
	}
	if first.words > 4 || second.words <= first.words {
		return false
	}
	return first.words <= 2 || first.dated && !second.dated || !first.dated && second.dated && titleCase(second.text)
}

// titleCase tells whether a line is written as titles are: all but little
// words with capitals.
func titleCase(s string) bool {
	capitals, words := 0, 0
	for w := range strings.FieldsSeq(s) {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, `"'“‘«(`))
		if utf8.RuneCountInString(w) > 4 && unicode.IsLetter(r) {
			words++
			if unicode.IsUpper(r) {
				capitals++
			}
		}
	}
	return words > 1 && capitals*5 >= words*4
}

const crumbs = ">»›"

// lastCrumb gives the last part of "Home > World > Americas".
func lastCrumb(s string) string {
	if i := strings.LastIndexAny(s, crumbs); i >= 0 {
		_, n := utf8.DecodeRuneInString(s[i:])
		return strings.TrimSpace(s[i+n:])
	}
	return s
}

// leadingSubtitle finds a subtitle that is a sentence of its own, followed by
// a first paragraph of a quite different size. As this may be a lead, it stays
// in the text as well: nothing that it says is lost.
func leadingSubtitle(text string) string {
	first, rest, ok := strings.Cut(text, "\n\n")
	if !ok || strings.Contains(first, "\n") || hasDateline(first) {
		return ""
	}
	second, _, _ := strings.Cut(strings.TrimSpace(rest), "\n\n")
	n := len(strings.Fields(first))
	if n > maxSubtitleWords || sentenceEnds(first) > 1 || sentenceEnds(second) < 2 || len(strings.Fields(second)) < 3*n/2 {
		return ""
	}
	return strings.TrimSpace(first)
}

var sentenceEnd = regexp.MustCompile(`[.!?…]["'”’»)]*(\s|$)`)

func sentenceEnds(s string) int { return len(sentenceEnd.FindAllStringIndex(s, 3)) }

func endsSentence(line string) bool {
	line = strings.TrimRight(line, `"'”’»)`)
	r, _ := utf8.DecodeLastRuneInString(line)
	return strings.ContainsRune(".!?…:;,", r)
}

// asks tells whether a line is short enough for a headline and ends in a
// question or exclamation mark, as headlines may.
func asks(line string) bool {
	if len(strings.Fields(line)) > 16 {
		return false
	}
	line = strings.TrimRight(line, `"'”’»)`)
	return strings.HasSuffix(line, "?") || strings.HasSuffix(line, "!")
}

// hasDateline tells whether a line begins with a dateline. A place without a
// date or an agency counts only before a whole sentence: "EXCLUSIVE – ..." is
// how headlines begin.
func hasDateline(line string) bool {
	m := dateline.FindStringSubmatch(line)
	return m != nil && (m[2] != "" || strings.Contains(m[0], "(") || endsSentence(line) && !asks(line) || len(strings.Fields(line)) > maxHeadlineWords)
}

// dateline matches what agencies put before their first sentence: "MEXICO
// CITY, Aug 10, 2025 (Reuters) - ", "LONDON (AP) — ".
var dateline = regexp.MustCompile(`^(\p{Lu}[\p{L}.'’-]+(?:[ ,/]+[\p{L}.'’-]+){0,5}?)((?:[,.]? +(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{L}*\.? +\d{1,2}|[,.]? +\d{1,2} +(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\p{L}*\.?)?(?:,? +\d{4})?)(?:,? *\(\p{Lu}[\p{L} .&/]{1,30}\))? *(?:—|–|--|-|_) +`)

// datelineDate takes the date from a dateline that gives all of it.
func datelineDate(text string) (stamp, bool) {
	line, _, _ := strings.Cut(text, "\n")
	m := dateline.FindStringSubmatch(line)
	if m == nil {
		return stamp{}, false
	}
	return parseStamp(strings.Trim(m[2], ",. "))
}
