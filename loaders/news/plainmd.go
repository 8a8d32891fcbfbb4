package news

import (
	"html"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Of Markdown we need no page, only the words; and a parser of all of it takes
// time by the square of the length on text made to slow it down. So this reads
// what articles are written with (headings, quotes, lists, tables, fences,
// links, emphasis), in one pass, and leaves the rest as it stands.

var (
	mdFence     = regexp.MustCompile("^(?:```|~~~)")
	mdHeading   = regexp.MustCompile(`^(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?$`)
	mdRule      = regexp.MustCompile(`^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$`)
	mdUnderline = regexp.MustCompile(`^(?:=+|-+)$`)
	mdQuote     = regexp.MustCompile(`^(?:>[ \t]?)+`)
	mdItem      = regexp.MustCompile(`^(?:[-*+]|\d{1,3}[.)])[ \t]+`)
	mdTableRule = regexp.MustCompile(`^\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?$`)
	mdReference = regexp.MustCompile(`^\[[^\]]+\]:[ \t]`)

	mdImage    = regexp.MustCompile(`!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])`)
	mdLink     = regexp.MustCompile(`\[([^\[\]^][^\[\]]*)\](?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\[[^\[\]]*\])`)
	mdFootnote = regexp.MustCompile(`\[\^[^\[\]]*\]`)
	mdAddress  = regexp.MustCompile(`<(https?://[^<>\s]+)>`)
	mdBreak    = regexp.MustCompile(`(?i)<br[ \t]*/?>`)
	mdEscape   = regexp.MustCompile("\\\\([!-/:-@\\[-`{-~])")
)

// markdownText gives the first top heading, and the paragraphs of a Markdown
// text as plain text, in which lines stay lines.
func markdownText(src string) (title string, paragraphs []string) {
	m := mdReader{}
	fence := ""
	for line := range strings.Lines(src) {
		line = strings.TrimRight(line, " \t\r\n")
		bare := strings.TrimLeft(line, " \t")
		switch {
		case fence != "":
			if strings.HasPrefix(bare, fence) {
				fence = ""
			}
		case mdFence.MatchString(bare):
			m.end()
			fence = bare[:3]
		default:
			m.line(bare)
		}
	}
	m.end()
	return m.title, m.paragraphs
}

type mdReader struct {
	title      string
	paragraphs []string
	open       []string // lines of the paragraph
}

func (m *mdReader) end() {
	if len(m.open) > 0 {
		if p := inlineText(strings.Join(m.open, "\n")); p != "" {
			m.paragraphs = append(m.paragraphs, p)
		}
		m.open = m.open[:0]
	}
}

func (m *mdReader) line(s string) {
	if q := mdQuote.FindString(s); q != "" {
		s = strings.TrimLeft(s[len(q):], " \t")
	}
	switch {
	case s == "":
		m.end()
	case len(m.open) == 1 && mdUnderline.MatchString(s):
		m.heading(m.open[0], s[0] == '=')
		m.open = m.open[:0]
	case mdRule.MatchString(s):
		m.end()
	case mdHeading.MatchString(s):
		m.end()
		h := mdHeading.FindStringSubmatch(s)
		m.heading(h[2], h[1] == "#")
	case len(m.open) == 0 && mdReference.MatchString(s):
	case strings.Contains(s, "|") && mdTableRule.MatchString(s):
	case strings.HasPrefix(s, "|"):
		m.end()
		m.open = append(m.open, strings.ReplaceAll(strings.Trim(s, "|"), "|", " "))
		m.end()
	case mdItem.MatchString(s):
		m.end()
		m.open = append(m.open, s[len(mdItem.FindString(s)):])
	default:
		m.open = append(m.open, s)
	}
}

func (m *mdReader) heading(s string, top bool) {
	s = inlineText(s)
	if top && m.title == "" {
		m.title = s
	}
	if s != "" {
		m.paragraphs = append(m.paragraphs, s)
	}
}

// inlineText takes links, emphasis and tags off a paragraph.
func inlineText(s string) string {
	s = mdImage.ReplaceAllString(s, "")
	s = mdLink.ReplaceAllString(s, "$1")
	s = mdFootnote.ReplaceAllString(s, "")
	s = mdAddress.ReplaceAllString(s, "$1")
	s = mdBreak.ReplaceAllString(s, "\n")
	s = htmlTag.ReplaceAllString(s, "")
	// What is escaped must not be taken for emphasis: it waits as a character
	// that no text has.
	s = mdEscape.ReplaceAllStringFunc(s, func(e string) string { return string(rune(escapedBase + int(e[1]))) })
	s = strings.Map(func(r rune) rune {
		if r > escapedBase && r < escapedBase+128 {
			return r - escapedBase
		}
		return r
	}, withoutEmphasis(s))
	var lines []string
	for line := range strings.SplitSeq(html.UnescapeString(s), "\n") {
		if line = collapse(line); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

// escapedBase is the beginning of a block that Unicode leaves to private use.
const escapedBase = 0xF0000

// withoutEmphasis drops asterisks and tildes that stand at a word, underscores
// that begin or end one, and backquotes.
func withoutEmphasis(s string) string {
	if !strings.ContainsAny(s, "*_~`") {
		return s
	}
	var b strings.Builder
	before := ' '
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !strings.ContainsRune("*_~`", r) {
			b.WriteString(s[i : i+n])
			before = r
			i += n
			continue
		}
		end := i
		for end < len(s) && s[end] == s[i] {
			end++
		}
		after, _ := utf8.DecodeRuneInString(s[end:])
		if end == len(s) {
			after = ' '
		}
		keep := unicode.IsSpace(before) && unicode.IsSpace(after) || r == '_' && isWord(before) && isWord(after) || r == '~' && end-i < 2
		if keep && r != '`' {
			b.WriteString(s[i:end])
		}
		i = end
	}
	return b.String()
}

func isWord(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
