package gdelt

import (
	"fmt"
	"math"
	"strings"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders/codes"
	"github.com/entente/entente/loaders/tabular"
)

const mentionColumns = 16

type mentions struct{}

func (mentions) Name() string { return Mentions }

func (mentions) Open(h tabular.Head) (tabular.Table, bool) {
	ok := tabular.Any(h.Tabs, func(f []string) bool {
		if len(f) != mentionColumns {
			return false
		}
		_, id := number(f[0])
		_, first := stamp(f[1])
		return id && (first || h.Named)
	})
	return tabular.Table{Mapper: func() tabular.Mapper { return &mentionMapper{} }}, ok
}

type mentionMapper struct {
	articles articles
}

// Map makes the Fragment of a mention: one more article that reports an event,
// of which the row says nothing else. EventTimeDate is when GDELT recorded the
// event, not when it was, so the report has no date.
func (m *mentionMapper) Map(r *tabular.Row, b *tabular.Batch) {
	f := r.Fields
	if heads(r, b) {
		return
	}
	if len(f) != mentionColumns {
		b.Refuse(r, fmt.Sprintf("a row of %d columns, not of %d", len(f), mentionColumns), "correct it, or fetch the file again")
		return
	}
	bad := func(name string, column int) { unreadable{name, f[column]}.refuse(r, b) }
	if _, ok := number(f[0]); !ok {
		bad("GLOBALEVENTID", 0)
		return
	}
	if _, ok := stamp(f[1]); !ok {
		bad("EventTimeDate", 1)
		return
	}
	seen, ok := stamp(f[2])
	if !ok {
		bad("MentionTimeDate", 2)
		return
	}
	kind, ok := number(f[3])
	if !ok {
		bad("MentionType", 3)
		return
	}
	if f[5] == "" {
		bad("MentionIdentifier", 5)
		return
	}
	sentence, ok := number(f[6])
	if !ok {
		bad("SentenceID", 6)
		return
	}
	confidence, ok := number(f[11])
	if !ok || confidence > 100 {
		bad("Confidence", 11)
		return
	}
	tone, ok := float(f[13])
	if !ok && f[13] != "" {
		bad("MentionDocTone", 13)
		return
	}
	out := b.Emit(r)
	out.Dataset, out.Partial = Mentions, true
	if kind == 1 {
		out.Article = m.articles.article(Mentions, f[5], f[5])
	} else {
		out.Article = m.articles.article(Mentions, "", f[3]+"\x00"+f[5])
		out.Article.SourceID, out.Article.Title = f[5], f[5]
	}
	a := &out.Article
	a.Publisher, a.PublishedOn, a.Language = f[4], calendar.FromTime(seen), language(f[14])
	if f[13] != "" {
		a.Tone = b.Floats.New(tone)
	}
	out.Reports = b.Reports.Take(1)
	rep := &out.Reports[0]
	rep.Fact, rep.Key, rep.SourceEventID, rep.Status = graph.EventLabel, "event:gdelt:"+f[0], f[0], graph.StatusUnknown
	rep.Record = b.Records.New(graph.Record{Confidence: confidence, Sentence: sentence, RecordedAt: seen})
}

// language reads TranslationInfo, which is empty for English.
func language(info string) string {
	if info == "" {
		return "en"
	}
	_, rest, ok := strings.Cut(info, "srclc:")
	if !ok {
		return ""
	}
	three, _, _ := strings.Cut(rest, ";")
	return codes.Language(three)
}

// toneOf reads the first of the numbers of a tone column.
func toneOf(column string) (float64, bool) {
	first, _, _ := strings.Cut(column, ",")
	v, ok := float(first)
	return v, ok && math.Abs(v) <= 1000
}
