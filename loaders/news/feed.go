package news

import (
	"cmp"
	"fmt"
	"iter"
	"net/url"
	"regexp"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"
	"golang.org/x/net/html"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/loaders"
)

var (
	xmlDeclaration = regexp.MustCompile(`^\s*<\?xml[^>]*\?>`)
	itemStart      = regexp.MustCompile(`<(item|entry)[\s>]`)
	htmlTag        = regexp.MustCompile(`</?[A-Za-z][^<>]*>`)
)

// readFeed reads RSS or Atom. Where the feed as a whole cannot be parsed, its
// items are tried one by one: a broken one costs only itself.
func (r *reader) readFeed(d *document, text string) error {
	// The text is UTF-8 by now, whatever its declaration says.
	text = xmlDeclaration.ReplaceAllString(text, "")
	if err := checkNesting(text); err != nil {
		return err
	}
	feed, err := parseFeed(text)
	if err == nil {
		return r.emitItems(d, feed)
	}
	n := 0
	for p := range splitItems(text) {
		n++
		one, err := parseFeed(p.text)
		if err != nil || len(one.Items) != 1 {
			d.problem(p.line, fmt.Sprintf("item %d of the feed is broken: %s", n, oneLine(err)), "the other items are read")
			continue
		}
		if err := r.emitItem(d, one, one.Items[0], n); err != nil {
			return err
		}
	}
	if n == 0 {
		return loaders.Problem{Reason: "a feed that cannot be parsed: " + oneLine(err), Cure: "fetch it again", Err: err}
	}
	return nil
}

func oneLine(err error) string {
	if err == nil {
		return "it is no item"
	}
	s, _, _ := strings.Cut(err.Error(), "\n")
	return s
}

func parseFeed(text string) (feed *gofeed.Feed, err error) {
	err = guarded(func() error {
		feed, err = gofeed.NewParser().ParseString(text)
		return err
	})
	return feed, err
}

type piece struct {
	text string
	line int
}

// maxFeedHead is the longest beginning of a feed, before its first item, that
// is read again with each item.
const maxFeedHead = 16 << 10

// splitItems cuts a feed into feeds of one item each, by tags alone.
func splitItems(text string) iter.Seq[piece] {
	return func(yield func(piece) bool) {
		starts := itemStart.FindAllStringSubmatchIndex(text, -1)
		if len(starts) == 0 || starts[0][0] > maxFeedHead {
			return
		}
		head := text[:starts[0][0]]
		root := xmlRoot.FindStringSubmatch(head)
		if root == nil {
			return
		}
		foot := "</" + root[1] + ">"
		if strings.Contains(head, "<channel") && root[1] == "rss" {
			foot = "</channel>" + foot
		}
		line, at := 1, 0
		for i, s := range starts {
			end := len(text)
			if i+1 < len(starts) {
				end = starts[i+1][0]
			}
			closing := "</" + text[s[2]:s[3]] + ">"
			item := text[s[0]:end]
			if j := strings.LastIndex(item, closing); j >= 0 {
				item = item[:j+len(closing)]
			}
			line += strings.Count(text[at:s[0]], "\n")
			at = s[0]
			if !yield(piece{head + item + foot, line}) {
				return
			}
		}
	}
}

func (r *reader) emitItems(d *document, feed *gofeed.Feed) error {
	for i, item := range feed.Items {
		if err := r.emitItem(d, feed, item, i+1); err != nil {
			return err
		}
	}
	return d.ended()
}

func (r *reader) emitItem(d *document, feed *gofeed.Feed, item *gofeed.Item, n int) error {
	a, err := itemArticle(feed, item, d.URL)
	if err != nil {
		d.problem(0, fmt.Sprintf("item %d of the feed, %q, %v", n, abridged(item.Title), err), "the other items are read")
		return nil
	}
	oddDate := ""
	if a.Published.IsZero() {
		oddDate = cmp.Or(item.Published, item.Updated)
	}
	return r.emitArticle(d, 0, n, &a, oddDate)
}

// itemArticle gives an item's article; its text is the full content where the
// feed has it, else the description.
func itemArticle(feed *gofeed.Feed, item *gofeed.Item, address string) (Article, error) {
	a := Article{
		SourceID:  item.GUID,
		Title:     plain(item.Title),
		Publisher: plain(feed.Title),
		Language:  strings.ToLower(feed.Language),
	}
	for _, s := range []string{item.Content, item.Description} {
		if a.Text = itemText(s); a.Text != "" {
			break
		}
	}
	if a.Text == "" {
		return a, fmt.Errorf("has no text")
	}
	if len(item.Authors) > 0 && item.Authors[0] != nil {
		a.Author = plain(item.Authors[0].Name)
	}
	if dc := item.DublinCoreExt; dc != nil {
		if a.Author == "" && len(dc.Creator) > 0 {
			a.Author = plain(dc.Creator[0])
		}
		if len(dc.Publisher) > 0 {
			a.Publisher = plain(dc.Publisher[0])
		}
		if len(dc.Language) > 0 {
			a.Language = strings.ToLower(strings.TrimSpace(dc.Language[0]))
		}
	}
	a.URL = itemLink(feed, item, address)
	a.Published, a.PublishedAt = itemDate(item)
	return a, nil
}

// itemDate gives the date as the feed writes it: its publisher's day, which
// may be another one in UTC.
func itemDate(item *gofeed.Item) (calendar.Date, time.Time) {
	written := []string{item.Published, item.Updated}
	if dc := item.DublinCoreExt; dc != nil {
		written = append(written, dc.Date...)
	}
	for _, s := range written {
		if st, ok := parseStamp(s); ok {
			return st.day, st.at
		}
	}
	for _, t := range []*time.Time{item.PublishedParsed, item.UpdatedParsed} {
		if t != nil {
			return calendar.FromTime(*t), t.UTC()
		}
	}
	return calendar.Date{}, time.Time{}
}

func itemLink(feed *gofeed.Feed, item *gofeed.Item, address string) string {
	link := item.Link
	if original := item.Extensions["feedburner"]["origLink"]; len(original) > 0 {
		link = original[0].Value // link goes through a redirector
	}
	for _, base := range []string{address, feed.FeedLink, feed.Link} {
		if b, err := url.Parse(base); err == nil && b.IsAbs() {
			if u, err := b.Parse(link); err == nil && link != "" {
				return u.String()
			}
		}
	}
	return link
}

// itemText gives a content or description as plain text: it may be HTML, or
// text whose lines mean something.
func itemText(s string) string {
	if !htmlTag.MatchString(s) {
		return strings.TrimSpace(html.UnescapeString(s))
	}
	doc, err := parseMarkup(s)
	if err != nil {
		return ""
	}
	return joined(blocks(doc))
}

// plain gives a title's or name's words: some feeds put markup there.
func plain(s string) string {
	if htmlTag.MatchString(s) {
		s = strings.Join(strings.Split(itemText(s), "\n"), " ")
	}
	return collapse(html.UnescapeString(s))
}
