package news

import (
	"net/url"
	"regexp"
	"strings"

	"codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/loaders"
)

// parseHTML reads a page: its main text as readability finds it, and what its
// markup says about the article. address is where it was fetched, or "".
func parseHTML(page, address string) (Article, error) {
	doc, err := parseMarkup(page)
	if err != nil {
		return Article{}, loaders.Problem{Reason: "HTML that cannot be parsed", Cure: "save its text, and load that", Err: err}
	}
	base, _ := url.Parse(address)
	a, body := pageMeta(doc, base)
	parser := readability.NewParser()
	main, err := parser.ParseDocument(doc, base)
	var paragraphs []string
	if err == nil && main.Node != nil {
		paragraphs = blocks(main.Node)
	}
	if len(paragraphs) == 0 { // a page too small for statistics about it
		paragraphs = blocks(mainElement(doc))
	}
	if a.Title == "" {
		a.Title = collapse(main.Title())
	}
	if a.Author == "" {
		a.Author = strings.TrimPrefix(collapse(main.Byline()), "By ")
	}
	if a.Language == "" {
		a.Language = strings.ToLower(main.Language())
	}
	a.Text = joined(headOff(&a, paragraphs))
	if len(body) > 2*len(a.Text) { // the page's script would have filled in the text
		a.Text = body
	}
	if a.Published.IsZero() {
		a.Published = dayInPath(a.Canonical, address)
	}
	return a, nil
}

// headOff takes from the first paragraphs what says something about the
// article (its title again, a byline, a date), and gives the rest. What the
// markup said is kept where both do.
func headOff(a *Article, paragraphs []string) []string {
	var h headReader
	for n := 0; len(paragraphs) > 0 && n < 6; n++ {
		line, rest, more := strings.Cut(paragraphs[0], "\n")
		if !strings.EqualFold(line, a.Title) && line != a.Subtitle && !h.meta(line) {
			break
		}
		if more {
			paragraphs = append([]string{rest}, paragraphs[1:]...)
		} else {
			paragraphs = paragraphs[1:]
		}
	}
	if a.Published.IsZero() {
		a.Published, a.PublishedAt = h.a.Published, h.a.PublishedAt
		if a.Published.IsZero() {
			a.Published, a.PublishedAt = h.updated.day, h.updated.at
		}
	}
	for _, f := range []struct {
		to   *string
		from string
	}{{&a.Author, h.a.Author}, {&a.Publisher, h.a.Publisher}, {&a.Section, h.a.Section}, {&a.URL, h.a.URL}, {&a.Subtitle, h.a.Subtitle}} {
		if *f.to == "" {
			*f.to = f.from
		}
	}
	return paragraphs
}

// mainElement finds <article>, else <main>, else <body>.
func mainElement(doc *html.Node) *html.Node {
	for _, tag := range []string{"article", "main", "body"} {
		for n := range doc.Descendants() {
			if n.Type == html.ElementNode && n.Data == tag {
				return n
			}
		}
	}
	return doc
}

// pathDay matches the day in addresses like ".../2025/08/10/some-title". Many
// publishers file articles so; a page that says no date elsewhere says it there.
var pathDay = regexp.MustCompile(`/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?:/|$|[-_.])`)

func dayInPath(addresses ...string) calendar.Date {
	for _, s := range addresses {
		u, err := url.Parse(s)
		if err != nil {
			continue
		}
		if m := pathDay.FindStringSubmatch(u.Path); m != nil {
			if s, ok := parseStamp(m[1] + "-" + m[2] + "-" + m[3]); ok {
				return s.day
			}
		}
	}
	return calendar.Date{}
}

// notText are elements whose words are no part of an article's text. Captions
// and pull quotes repeat or stand beside it.
var notText = map[string]bool{"script": true, "style": true, "noscript": true, "template": true, "svg": true, "math": true, "form": true, "button": true,
	"select": true, "textarea": true, "nav": true, "footer": true, "figure": true, "figcaption": true, "aside": true, "iframe": true, "object": true,
	"video": true, "audio": true, "head": true}

// apart are elements that begin and end a paragraph.
var apart = map[string]bool{"p": true, "div": true, "section": true, "article": true, "main": true, "body": true, "header": true, "h1": true, "h2": true,
	"h3": true, "h4": true, "h5": true, "h6": true, "ul": true, "ol": true, "li": true, "dl": true, "dt": true, "dd": true, "blockquote": true, "pre": true,
	"table": true, "thead": true, "tbody": true, "tr": true, "hr": true, "address": true, "details": true, "summary": true, "html": true}

// maxDepth of elements that are looked into; beyond it, text is left out.
const maxDepth = 400

// lineBreak stands for a <br> among text whose own white space means nothing.
const lineBreak = '\v'

// joined makes one text of paragraphs. Line breaks within them, which on some
// sites stand between sentences, become blanks.
func joined(paragraphs []string) string {
	lines := make([]string, len(paragraphs))
	for i, p := range paragraphs {
		lines[i] = strings.ReplaceAll(p, "\n", " ")
	}
	return strings.Join(lines, "\n\n")
}

// blocks gives the text below n, paragraph by paragraph, in reading order;
// where a <br> was there is a line break.
func blocks(n *html.Node) []string {
	var out []string
	var b strings.Builder
	end := func() {
		var lines []string
		for line := range strings.SplitSeq(b.String(), string(lineBreak)) {
			if line = collapse(line); line != "" {
				lines = append(lines, line)
			}
		}
		if s := strings.Join(lines, "\n"); s != "" && !trailer.MatchString(s) {
			out = append(out, s)
		}
		b.Reset()
	}
	var walk func(*html.Node, int)
	walk = func(n *html.Node, depth int) {
		switch {
		case depth > maxDepth || n.Type == html.ElementNode && (notText[n.Data] || hiddenElement(n) || footnote(n)):
			return
		case n.Type == html.TextNode:
			b.WriteString(n.Data)
			return
		case n.Data == "br":
			if breaksParagraph(n) {
				end()
			} else {
				b.WriteByte(lineBreak)
			}
			return
		}
		block := n.Type == html.ElementNode && apart[n.Data]
		if block {
			end()
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c, depth+1)
		}
		if block {
			end()
		} else if n.Data == "td" || n.Data == "th" {
			b.WriteByte(' ')
		}
	}
	walk(n, 0)
	end()
	return out
}

// trailer is what feeds and pages put under a shortened text.
var trailer = regexp.MustCompile(`(?i)^(?:\[?(?:continue reading|read (?:more|on|the full (?:article|story)))\b.{0,40}|advertisement|\[?(?:…|\.\.\.)\]?|related:.{0,200})$`)

// footnote tells a raised "[1]" or "1" from the "th" of "20th".
func footnote(n *html.Node) bool {
	if n.Data != "sup" {
		return false
	}
	w := strings.TrimLeft(words(n), "[( ")
	return w == "" || w[0] >= '0' && w[0] <= '9' || w[0] == '*'
}

func hiddenElement(n *html.Node) bool {
	for _, a := range n.Attr {
		if a.Key == "hidden" || a.Key == "aria-hidden" && a.Val == "true" || a.Key == "style" && strings.Contains(strings.ReplaceAll(a.Val, " ", ""), "display:none") {
			return true
		}
	}
	return false
}

// breaksParagraph tells whether a <br> is followed by another one.
func breaksParagraph(n *html.Node) bool {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		switch {
		case s.Type == html.TextNode && strings.TrimSpace(s.Data) == "", s.Type == html.CommentNode:
		default:
			return s.Type == html.ElementNode && s.Data == "br"
		}
	}
	return false
}

// collapse makes one space of each run of white space, and drops what only
// tells a browser where it may break lines.
func collapse(s string) string {
	s = strings.Map(func(r rune) rune {
		switch r {
		case '\u00ad', '\u200b', '\u2060', '\ufeff':
			return -1
		case '\u00a0', '\u202f':
			return ' '
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
