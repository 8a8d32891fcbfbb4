package news

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/extract"
	"github.com/entente/entente/graph"
)

// The `spans` form of `extract` (docs: the command line's contract): what was
// found, as offsets into the text in Unicode code points.
type (
	span      [2]int
	spansLine struct {
		ID         string           `json:"id"`
		Text       string           `json:"text"`
		Mentions   []spansMention   `json:"mentions"`
		Events     []spansEvent     `json:"events"`
		Statements []spansStatement `json:"statements"`
		Policies   []spansPolicy    `json:"policies"`
		Dates      []spansDate      `json:"dates"`
	}
	spansMention struct {
		Span  span   `json:"span"`
		Actor string `json:"actor"`
		In    string `json:"in,omitempty"`
	}
	spansActor struct {
		Text    string `json:"text"`
		Span    *span  `json:"span"`
		Actor   string `json:"actor"`
		Country string `json:"country"`
		Sector  string `json:"sector"`
	}
	spansWhen struct {
		StartDate     calendar.Date      `json:"startDate"`
		EndDate       calendar.Date      `json:"endDate"`
		DatePrecision calendar.Precision `json:"datePrecision"`
		DateBasis     calendar.Basis     `json:"dateBasis"`
		DateText      string             `json:"dateText"`
	}
	spansEvent struct {
		Type    string       `json:"type"`
		Mode    string       `json:"mode"`
		CAMEO   string       `json:"cameo"`
		Status  string       `json:"status"`
		Trigger *span        `json:"trigger"`
		Sources []spansActor `json:"sources"`
		Targets []spansActor `json:"targets"`
		spansWhen
		In string `json:"in,omitempty"`
	}
	spansStatement struct {
		Source  *span  `json:"source"`
		Cue     *span  `json:"cue"`
		Content []span `json:"content"`
		Speaker string `json:"speaker"`
		Form    string `json:"form"`
		In      string `json:"in,omitempty"`
	}
	spansPolicy struct {
		Kind    string       `json:"kind"`
		Name    string       `json:"name"`
		Status  string       `json:"status"`
		Words   *span        `json:"words"`
		Issuers []spansActor `json:"issuers"`
		Targets []spansActor `json:"targets"`
		spansWhen
		In string `json:"in,omitempty"`
	}
	spansDate struct {
		Span      span               `json:"span"`
		StartDate calendar.Date      `json:"startDate"`
		EndDate   calendar.Date      `json:"endDate"`
		Precision calendar.Precision `json:"precision"`
		In        string             `json:"in,omitempty"`
	}
)

// AppendSpans appends one line of JSON in the `spans` form: what was found in
// the article, with the text that the offsets point into.
func AppendSpans(b []byte, a Article, x extract.Extraction) ([]byte, error) {
	s := &spanner{places: newPlaces(a.Document()), x: x, ids: actorIDs(x)}
	line := spansLine{ID: a.SourceID, Text: a.Text, Mentions: []spansMention{}, Events: []spansEvent{}, Statements: []spansStatement{}, Policies: []spansPolicy{}, Dates: []spansDate{}}
	if line.ID == "" {
		line.ID = graph.ArticleID(a.Identity())
	}
	for _, m := range x.Mentions {
		if at, ok := s.places.find(m.Span); ok {
			line.Mentions = append(line.Mentions, spansMention{span{at.start, at.end}, s.actor(m.Actor), in(at.inTitle)})
		}
	}
	for _, e := range x.Events {
		// An act that is only in view of a threat is the threat's: PLOVER codes
		// one category, never category plus auxiliary.
		if e.Foreseen {
			continue
		}
		line.Events = append(line.Events, spansEvent{e.Type, e.Mode, e.CAMEO, string(e.Status), s.span(e.Trigger), s.actors(e.Sources), s.actors(e.Targets), spansDateOf(e.When), in(e.Trigger.InTitle)})
	}
	said := map[string]bool{}
	for _, st := range x.Statements {
		// Two speakers of one saying are two statements with the same words.
		if k := fmt.Sprint(st.Content); !said[k] {
			said[k] = true
			line.Statements = append(line.Statements, s.statement(st))
		}
	}
	for _, p := range x.Policies {
		line.Policies = append(line.Policies, spansPolicy{p.Kind, p.Name, p.Status, s.span(p.Words), s.actors(p.Issuers), s.actors(p.Targets), spansDateOf(p.When), in(p.Words.InTitle)})
	}
	for _, d := range x.Dates {
		// Only what is resolved: both ends known.
		if at, ok := s.places.find(d.Span); ok && !d.Interval.Start.IsZero() && !d.Interval.End.IsZero() {
			line.Dates = append(line.Dates, spansDate{span{at.start, at.end}, d.Interval.Start, d.Interval.End, d.Interval.Precision, in(at.inTitle)})
		}
	}
	buf := bytes.NewBuffer(b)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(line); err != nil {
		return nil, fmt.Errorf("writing the spans of %s: %w", line.ID, err)
	}
	return buf.Bytes(), nil
}

type spanner struct {
	places places
	x      extract.Extraction
	ids    []string
}

func in(title bool) string {
	if title {
		return "title"
	}
	return ""
}

func (s *spanner) span(sp extract.Span) *span {
	at, ok := s.places.find(sp)
	if !ok {
		return nil
	}
	return &span{at.start, at.end}
}

func (s *spanner) actor(i int) string {
	if i < 0 || i >= len(s.ids) {
		return ""
	}
	return s.ids[i]
}

func (s *spanner) actors(roles []extract.Role) []spansActor {
	out := []spansActor{}
	for _, r := range roles {
		// The coding is that of the words used here, which can say more or less
		// than what is known of the actor: 'Israeli tanks' are ISR, MIL.
		a := spansActor{Text: s.places.words(r.Words), Span: s.span(r.Words), Actor: s.actor(r.Actor), Country: r.Country, Sector: r.Sector}
		if r.Actor >= 0 && r.Actor < len(s.x.Actors) {
			a.Text = cmp.Or(a.Text, s.x.Actors[r.Actor].Name)
		}
		out = append(out, a)
	}
	return out
}

func (s *spanner) statement(st extract.Statement) spansStatement {
	source := st.Source
	if source.IsZero() {
		source = st.Speaker.Words
	}
	out := spansStatement{Source: s.span(source), Cue: s.span(st.Cue), Content: []span{}, Speaker: s.actor(st.Speaker.Actor), Form: string(st.Form)}
	for _, c := range st.Content {
		if at, ok := s.places.find(c); ok {
			out.Content = append(out.Content, span{at.start, at.end})
			out.In = in(at.inTitle)
		}
	}
	return out
}

func spansDateOf(w extract.When) spansWhen {
	return spansWhen{w.Start, w.End, w.Precision, w.Basis, w.Words}
}
