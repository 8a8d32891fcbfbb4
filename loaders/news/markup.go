package news

import (
	"encoding/xml"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/net/html"

	"github.com/entente/entente/loaders"
)

// parseMarkup parses HTML that may be made to fill the memory.
func parseMarkup(page string) (*html.Node, error) { return html.Parse(strings.NewReader(tame(page))) }

// formatting are the elements that the HTML standard makes a parser open again
// in every paragraph after one that left them open (13.2.4.3, "The list of
// active formatting elements"), but <a>, of which only one can be open. With
// some hundred of them a page grows some hundredfold in memory. Their place in
// the text is all that matters here, and that a span has too.
var formatting = []string{"b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"}

// roots are the elements whose attributes a parser gathers from every such tag
// (13.2.6.4.7); each takes longer than the one before. More than a few are not
// met in pages for people.
var roots = []string{"html", "body"}

const mostRoots = 20

// tame gives a page with spans in the place of formatting elements, and of
// <html> and <body> that come again and again.
func tame(page string) string {
	var b strings.Builder
	rest, again := page, 0
	for {
		i := strings.IndexByte(rest, '<')
		if i < 0 || i+1 == len(rest) {
			break
		}
		start := i + 1
		if rest[start] == '/' {
			start++
		}
		end := start
		for end < len(rest) && (rest[end]|0x20 >= 'a' && rest[end]|0x20 <= 'z') {
			end++
		}
		if end-start > len("strong") || end < len(rest) && !strings.ContainsRune(" \t\r\n\f/>", rune(rest[end])) {
			b.WriteString(rest[:start])
			rest = rest[start:]
			continue
		}
		name := strings.ToLower(rest[start:end])
		if slices.Contains(roots, name) {
			again++
		}
		if slices.Contains(formatting, name) || again > mostRoots && slices.Contains(roots, name) {
			b.WriteString(rest[:start] + "span")
		} else {
			b.WriteString(rest[:end])
		}
		rest = rest[end:]
	}
	if b.Len() == 0 {
		return page
	}
	b.WriteString(rest)
	return b.String()
}

// maxNesting is how deep elements of a feed, or brackets of front matter, may
// stand in one another.
const maxNesting = 200

// checkNesting refuses XML whose elements stand too deep in one another: what
// parses feeds takes memory and stack for each. What is no XML it passes over;
// the parser finds that.
func checkNesting(text string) error {
	// Characters that XML does not have end the reading here, but not there.
	text = strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, text)
	dec := xml.NewDecoder(strings.NewReader(text))
	dec.Strict = false
	dec.CharsetReader = func(_ string, r io.Reader) (io.Reader, error) { return r, nil }
	for depth := 0; ; {
		t, err := dec.RawToken()
		if err != nil {
			return nil
		}
		switch t.(type) {
		case xml.StartElement:
			depth++
		case xml.EndElement:
			depth--
		}
		if depth > maxNesting {
			line, _ := dec.InputPos()
			return loaders.Problem{Line: line, Reason: fmt.Sprintf("a feed with elements more than %d deep in one another", maxNesting), Cure: "fetch it again"}
		}
	}
}

// nested tells whether brackets of YAML, or its marks of lists, stand too deep
// in one another. Brackets in texts are counted too: so many are in none.
func nested(src string) bool {
	depth := 0
	for line := range strings.SplitSeq(src, "\n") {
		body := strings.TrimLeft(line, " -?:\t")
		if len(line)-len(body) > 2*maxNesting {
			return true
		}
		for i := range len(body) {
			switch body[i] {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(depth-1, 0)
			}
			if depth > maxNesting {
				return true
			}
		}
	}
	return false
}
