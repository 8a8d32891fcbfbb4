package news

import (
	"net/url"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isMeta tells whether a line of a head says something about the article: a
// date, a byline, a labelled line.
func isMeta(line string) bool { return (&headReader{}).meta(line) }

// meta takes in a line that says something about the article, and tells
// whether it was one. Such a line may have parts: "By A. Writer | 3 May 2024".
func (h *headReader) meta(line string) bool {
	if len(line) > 300 {
		return false
	}
	parts := strings.FieldsFunc(line, func(r rune) bool { return r == '|' || r == '·' || r == '•' })
	if len(parts) < 2 {
		return h.metaPart(line)
	}
	if h.metaPart(line) { // the bar was inside of a date
		return true
	}
	found := false
	for _, p := range parts {
		if h.metaPart(strings.TrimSpace(p)) {
			found = true
		}
	}
	return found
}

func (h *headReader) metaPart(s string) bool {
	if s == "" {
		return false
	}
	switch kind, rest := clockOrUpdate(s); kind {
	case clock:
		_, ok := parseStamp(rest)
		return ok
	case update:
		st, ok := parseStamp(rest)
		if ok {
			h.updated = st
		}
		return ok
	}
	if st, ok := parseStamp(s); ok {
		if h.a.Published.IsZero() {
			h.a.Published, h.a.PublishedAt = st.day, st.at
		}
		return true
	}
	return h.label(s) || h.byline(s) || h.address(s) || readingTime.MatchString(s)
}

const (
	none = iota
	clock
	update
)

var (
	clockLine   = regexp.MustCompile(`(?i)^(?:today(?:['’]s date)?|current (?:date|time)|(?:date )?(?:accessed|retrieved|printed|downloaded|saved))(?: (?:is|on))?\s*[:,–—-]?\s*(.*)$`)
	updateLine  = regexp.MustCompile(`(?i)^(?:last |first )?(?:updated?|modified|revised)(?: (?:on|at))?\s*[:,–—-]?\s*(.*)$`)
	readingTime = regexp.MustCompile(`(?i)^(?:\d+[ -]min(?:ute)?s?(?: read)?|share(?: this)?|listen|print|comments?(?: \d+)?)$`)
	bylineStart = regexp.MustCompile(`^(?:By|BY|by|Written by|Reported by|Reporting by|Story by|From)[ :]+(.+)$`)
	labelLine   = regexp.MustCompile(`^([\p{L} -]{2,20})\s*:\s*(\S.*)$`)
)

// clockOrUpdate tells a page's clock ("Today: ...") and the date of its last
// change from the article's own date, and gives the words after the label.
func clockOrUpdate(s string) (kind int, rest string) {
	if m := clockLine.FindStringSubmatch(s); m != nil {
		return clock, m[1]
	}
	if m := updateLine.FindStringSubmatch(s); m != nil {
		return update, m[1]
	}
	return none, s
}

// label reads "Title: ...", "Source: ..." and the like.
func (h *headReader) label(s string) bool {
	m := labelLine.FindStringSubmatch(s)
	if m == nil {
		return false
	}
	value := strings.TrimSpace(m[2])
	set := func(field *string) bool {
		if *field == "" {
			*field = value
		}
		return true
	}
	switch strings.ToLower(strings.TrimSpace(m[1])) {
	case "title", "headline":
		h.labelled = true
		return set(&h.a.Title)
	case "subtitle", "subheading", "standfirst", "dek":
		return set(&h.a.Subtitle)
	case "section", "category", "rubric":
		return set(&h.a.Section)
	case "publisher", "source", "publication", "outlet", "newspaper":
		return set(&h.a.Publisher)
	case "author", "authors", "byline", "by":
		return set(&h.a.Author)
	case "language", "lang":
		value = strings.ToLower(value)
		return set(&h.a.Language)
	case "url", "link", "permalink":
		return h.address(value)
	case "date", "published", "publication date", "date published", "published on", "posted", "dated":
		st, ok := parseStamp(value)
		if ok {
			h.a.Published, h.a.PublishedAt = st.day, st.at
		}
		return ok
	}
	return false
}

// byline reads "By Jane Doe and John Roe, Foreign Desk". It is short, and its
// first word after "By" is a name.
func (h *headReader) byline(s string) bool {
	m := bylineStart.FindStringSubmatch(s)
	if m == nil || len(strings.Fields(m[1])) > 14 || sentenceEnds(m[1]) > 1 {
		return false
	}
	who := strings.TrimSpace(m[1])
	first, _ := utf8.DecodeRuneInString(who)
	if !unicode.IsUpper(first) || endsSentence(who) && len(strings.Fields(who)) > 4 {
		return false
	}
	// Names are written with capitals: what has fewer is a sentence or a
	// headline that begins with "By" or "From".
	capitals, words := 0, strings.Fields(who)
	for _, w := range words {
		if r, _ := utf8.DecodeRuneInString(w); unicode.IsUpper(r) || w == "and" || w == "&" || w == "in" || w == "for" || w == "of" || w == "the" || w == "de" || w == "van" || w == "von" {
			capitals++
		}
	}
	if capitals < len(words) || strings.HasPrefix(s, "From ") && len(words) > 6 {
		return false
	}
	if h.a.Author == "" {
		h.a.Author = who
	}
	return true
}

func (h *headReader) address(s string) bool {
	u, err := url.Parse(s)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.ContainsAny(s, " \t") {
		return false
	}
	if h.a.URL == "" {
		h.a.URL = s
	}
	return true
}
