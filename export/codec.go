package export

import (
	"encoding/binary"
	"math"
	"time"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
)

// What is kept on disk meanwhile is written field by field: reflection would
// cost more than all the rest. The fields of a report are many, and each report
// has few, so a mask says which are there. A test fills every field of every
// type and reads it back.

// An encoder appends values to bytes.
type encoder struct {
	b    []byte
	mask uint64
	bit  int
}

func (e *encoder) uint(n uint64) { e.b = binary.AppendUvarint(e.b, n) }
func (e *encoder) int(n int)     { e.b = binary.AppendVarint(e.b, int64(n)) }

func (e *encoder) text(s string) {
	e.uint(uint64(len(s)))
	e.b = append(e.b, s...)
}

func (e *encoder) bool(v bool) {
	if v {
		e.b = append(e.b, 1)
	} else {
		e.b = append(e.b, 0)
	}
}

func (e *encoder) texts(list []string) {
	e.uint(uint64(len(list)))
	for _, s := range list {
		e.text(s)
	}
}

func (e *encoder) float(v float64) { e.b = binary.LittleEndian.AppendUint64(e.b, math.Float64bits(v)) }

func (e *encoder) date(d calendar.Date) {
	e.int(d.Year)
	e.b = append(e.b, byte(d.Month), byte(d.Day))
}

func (e *encoder) time(t time.Time) {
	e.bool(!t.IsZero())
	if !t.IsZero() {
		e.b = binary.AppendVarint(e.b, t.Unix())
		e.int(t.Nanosecond())
	}
}

// has notes in the mask whether the next field is there.
func (e *encoder) has(there bool) bool {
	if there {
		e.mask |= 1 << e.bit
	}
	e.bit++
	return there
}

// begin makes room for a mask, and end fills it in.
func (e *encoder) begin() (at int) {
	e.mask, e.bit = 0, 0
	e.b = append(e.b, 0, 0, 0, 0, 0, 0, 0, 0)
	return len(e.b) - 8
}

func (e *encoder) end(at int) { binary.LittleEndian.PutUint64(e.b[at:], e.mask) }

func (e *encoder) article(a *graph.Article) {
	e.text(a.ID)
	at := e.begin()
	for _, s := range [...]string{a.Title, a.Subtitle, a.URL, a.Publisher, a.Section, a.Author, a.Language, a.ContentHash, a.SourceID,
		a.Text, string(a.TextMode), a.Loader, a.Extractor} {
		if e.has(s != "") {
			e.text(s)
		}
	}
	if e.has(!a.PublishedOn.IsZero()) {
		e.date(a.PublishedOn)
	}
	if e.has(!a.PublishedAt.IsZero()) {
		e.time(a.PublishedAt)
	}
	if e.has(len(a.Themes) > 0) {
		e.texts(a.Themes)
	}
	if e.has(a.Tone != nil) {
		e.float(*a.Tone)
	}
	if e.has(len(a.Sketch) > 0) {
		e.texts(a.Sketch)
	}
	if e.has(a.TextLength != 0) {
		e.int(a.TextLength)
	}
	if e.has(!a.LoadedAt.IsZero()) {
		e.time(a.LoadedAt)
	}
	e.end(at)
}

func (e *encoder) actor(a *graph.Actor) {
	for _, s := range [...]string{a.ID, a.Name, a.Country, a.Sector, a.WikidataID} {
		e.text(s)
	}
	e.int(a.Count)
	e.texts(a.Names)
	e.uint(uint64(len(a.Roles)))
	for _, r := range a.Roles {
		e.text(r.Role)
		e.text(r.Of)
		e.text(r.Quote)
		e.bool(r.Known)
	}
	e.resolved(a.Resolved)
}

func (e *encoder) resolved(r graph.Resolved) {
	e.uint(uint64(len(r)))
	for id, is := range r {
		e.text(id)
		e.text(is)
	}
}

func (d *decoder) resolved() graph.Resolved {
	n := d.uint()
	if n == 0 {
		return nil
	}
	r := graph.Resolved{}
	for range n {
		id := d.str()
		r[id] = d.str()
	}
	return r
}

func (e *encoder) report(r *graph.Report) {
	c := r.Record
	if c == nil {
		c = &graph.Record{}
	}
	at := e.begin()
	for _, s := range [...]string{r.SourceEventID, r.Quote, r.Name, r.Caption, string(r.When.Precision), r.When.Text, string(r.When.Basis), string(r.Status),
		string(r.Type), r.Mode, r.CAMEO, r.PlaceName, r.Kind, r.Text, r.Form, r.Cue, r.Via, r.Head, c.Category, c.Conflict, c.Dyad, c.Notes, c.PlaceID} {
		if e.has(s != "") {
			e.text(s)
		}
	}
	for _, list := range [...][]string{r.AttributedTo, r.Figures, r.Contexts, r.Places, r.Enacts, r.Foresees, r.Expresses, r.Dyads, c.SourceCodes, c.TargetCodes} {
		if e.has(len(list) > 0) {
			e.texts(list)
		}
	}
	for _, n := range [...]int{r.Start, r.End, r.QuadClass, r.PlacePrecision, c.NumMentions, c.NumSources, c.NumArticles, c.Confidence, c.Sentence, c.TimePrecision, c.Clarity} {
		if e.has(n != 0) {
			e.int(n)
		}
	}
	for _, v := range [...]bool{r.InTitle, r.Anonymous, c.Root, r.Record != nil} {
		e.has(v)
	}
	for _, d := range [...]calendar.Date{r.When.Start, r.When.End} {
		if e.has(!d.IsZero()) {
			e.date(d)
		}
	}
	for _, v := range [...]*float64{r.Goldstein, c.Tone} {
		if e.has(v != nil) {
			e.float(*v)
		}
	}
	for _, t := range [...]time.Time{r.LoadedAt, c.RecordedAt} {
		if e.has(!t.IsZero()) {
			e.time(t)
		}
	}
	for _, list := range [...][]graph.Participant{r.Sources, r.Targets} {
		if e.has(len(list) > 0) {
			e.uint(uint64(len(list)))
			for _, p := range list {
				e.text(p.ID)
				e.text(p.As)
			}
		}
	}
	e.reportParts(r, c)
	e.end(at)
}

// reportParts writes what few reports have.
func (e *encoder) reportParts(r *graph.Report, c *graph.Record) {
	if e.has(r.Location != nil) {
		e.float(r.Location.Longitude)
		e.float(r.Location.Latitude)
	}
	if e.has(r.Fatalities != nil) {
		e.int(r.Fatalities.Low)
		e.int(r.Fatalities.Best)
		e.int(r.Fatalities.High)
	}
	if e.has(c.Deaths != nil) {
		for _, n := range [...]int{c.Deaths.Sources, c.Deaths.Targets, c.Deaths.Civilians, c.Deaths.Unknown} {
			e.int(n)
		}
	}
	if e.has(len(r.After) > 0) {
		e.uint(uint64(len(r.After)))
		for _, o := range r.After {
			e.text(o.Key)
			e.text(o.Quote)
		}
	}
	if e.has(len(r.About) > 0) {
		e.uint(uint64(len(r.About)))
		for _, t := range r.About {
			e.text(t.ID)
			e.text(t.Stance)
		}
	}
	if e.has(len(r.Resolved) > 0) {
		e.resolved(r.Resolved)
	}
	lists, points := [...][]string{c.PlaceCodes, c.SourcePlace, c.TargetPlace, c.Tags}, [...]*graph.Point{c.SourceLocation, c.TargetLocation}
	n := len(c.ConflictID) + len(c.DyadID)
	for _, list := range lists {
		n += len(list)
	}
	if !e.has(n > 0 || points[0] != nil || points[1] != nil) {
		return
	}
	e.text(c.ConflictID)
	e.text(c.DyadID)
	for _, list := range lists {
		e.texts(list)
	}
	for _, p := range points {
		e.bool(p != nil)
		if p != nil {
			e.float(p.Longitude)
			e.float(p.Latitude)
		}
	}
}

// A decoder reads what an encoder wrote. Texts are parts of what it reads.
type decoder struct {
	text string
	mask uint64
}

func (d *decoder) uint() uint64 {
	var n uint64
	for shift := 0; ; shift += 7 {
		c := d.text[0]
		d.text = d.text[1:]
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			return n
		}
	}
}

func (d *decoder) int64() int64 {
	u := d.uint()
	return int64(u>>1) ^ -int64(u&1)
}

func (d *decoder) int() int { return int(d.int64()) }

func (d *decoder) take(n int) string {
	s := d.text[:n]
	d.text = d.text[n:]
	return s
}

func (d *decoder) str() string { return d.take(int(d.uint())) }
func (d *decoder) bool() bool  { return d.take(1) == "\x01" }

func (d *decoder) list() []string {
	n := int(d.uint())
	if n == 0 {
		return nil
	}
	out := make([]string, n)
	for i := range out {
		out[i] = d.str()
	}
	return out
}

func (d *decoder) fixed() uint64 {
	s := d.take(8)
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

func (d *decoder) float() float64 { return math.Float64frombits(d.fixed()) }

func (d *decoder) date() calendar.Date {
	year := d.int()
	s := d.take(2)
	return calendar.Date{Year: year, Month: time.Month(s[0]), Day: int(s[1])}
}

func (d *decoder) time() time.Time {
	if !d.bool() {
		return time.Time{}
	}
	seconds := d.int64()
	return time.Unix(seconds, d.int64()).UTC()
}

func (d *decoder) begin() { d.mask = d.fixed() }

// has tells whether the next field is there.
func (d *decoder) has() bool {
	there := d.mask&1 != 0
	d.mask >>= 1
	return there
}

func (d *decoder) optional() string {
	if d.has() {
		return d.str()
	}
	return ""
}

func (d *decoder) optionalList() []string {
	if d.has() {
		return d.list()
	}
	return nil
}

func (d *decoder) optionalInt() int {
	if d.has() {
		return d.int()
	}
	return 0
}

func (d *decoder) optionalDate() (date calendar.Date) {
	if d.has() {
		date = d.date()
	}
	return date
}

func (d *decoder) optionalTime() (t time.Time) {
	if d.has() {
		t = d.time()
	}
	return t
}

func (d *decoder) optionalFloat() *float64 {
	if !d.has() {
		return nil
	}
	v := d.float()
	return &v
}

func (d *decoder) article(a *graph.Article) {
	a.ID = d.str()
	d.begin()
	for _, s := range [...]*string{&a.Title, &a.Subtitle, &a.URL, &a.Publisher, &a.Section, &a.Author, &a.Language, &a.ContentHash, &a.SourceID, &a.Text} {
		*s = d.optional()
	}
	a.TextMode = graph.TextMode(d.optional())
	a.Loader, a.Extractor = d.optional(), d.optional()
	a.PublishedOn, a.PublishedAt = d.optionalDate(), d.optionalTime()
	a.Themes, a.Tone = d.optionalList(), d.optionalFloat()
	a.Sketch = d.optionalList()
	a.TextLength, a.LoadedAt = d.optionalInt(), d.optionalTime()
}

func (d *decoder) actor(a *graph.Actor) {
	for _, s := range [...]*string{&a.ID, &a.Name, &a.Country, &a.Sector, &a.WikidataID} {
		*s = d.str()
	}
	a.Count = d.int()
	a.Names = d.list()
	a.Roles = nil
	for range d.uint() {
		a.Roles = append(a.Roles, graph.Role{Role: d.str(), Of: d.str(), Quote: d.str(), Known: d.bool()})
	}
	a.Resolved = d.resolved()
}

// report reads all of a report but its fact and key, which are known.
func (d *decoder) report(r *graph.Report) {
	var c graph.Record
	d.begin()
	for _, s := range [...]*string{&r.SourceEventID, &r.Quote, &r.Name, &r.Caption} {
		*s = d.optional()
	}
	r.When.Precision, r.When.Text, r.When.Basis = calendar.Precision(d.optional()), d.optional(), calendar.Basis(d.optional())
	r.Status, r.Type = graph.Status(d.optional()), graph.EventType(d.optional())
	for _, s := range [...]*string{&r.Mode, &r.CAMEO, &r.PlaceName, &r.Kind, &r.Text, &r.Form, &r.Cue, &r.Via, &r.Head, &c.Category, &c.Conflict, &c.Dyad, &c.Notes, &c.PlaceID} {
		*s = d.optional()
	}
	for _, list := range [...]*[]string{&r.AttributedTo, &r.Figures, &r.Contexts, &r.Places, &r.Enacts, &r.Foresees, &r.Expresses, &r.Dyads, &c.SourceCodes, &c.TargetCodes} {
		*list = d.optionalList()
	}
	for _, n := range [...]*int{&r.Start, &r.End, &r.QuadClass, &r.PlacePrecision, &c.NumMentions, &c.NumSources, &c.NumArticles, &c.Confidence, &c.Sentence, &c.TimePrecision, &c.Clarity} {
		*n = d.optionalInt()
	}
	r.InTitle, r.Anonymous, c.Root = d.has(), d.has(), d.has()
	recorded := d.has()
	r.When.Start, r.When.End = d.optionalDate(), d.optionalDate()
	r.Goldstein, c.Tone = d.optionalFloat(), d.optionalFloat()
	r.LoadedAt, c.RecordedAt = d.optionalTime(), d.optionalTime()
	r.Sources, r.Targets = d.participants(), d.participants()
	d.reportParts(r, &c)
	if recorded {
		r.Record = &c
	}
}

func (d *decoder) participants() []graph.Participant {
	if !d.has() {
		return nil
	}
	out := make([]graph.Participant, d.uint())
	for i := range out {
		out[i] = graph.Participant{ID: d.str(), As: d.str()}
	}
	return out
}

func (d *decoder) reportParts(r *graph.Report, c *graph.Record) {
	if d.has() {
		r.Location = &graph.Point{Longitude: d.float(), Latitude: d.float()}
	}
	if d.has() {
		r.Fatalities = &graph.Fatalities{Low: d.int(), Best: d.int(), High: d.int()}
	}
	if d.has() {
		c.Deaths = &graph.Deaths{Sources: d.int(), Targets: d.int(), Civilians: d.int(), Unknown: d.int()}
	}
	if d.has() {
		for range d.uint() {
			r.After = append(r.After, graph.Order{Key: d.str(), Quote: d.str()})
		}
	}
	if d.has() {
		for range d.uint() {
			r.About = append(r.About, graph.Topic{ID: d.str(), Stance: d.str()})
		}
	}
	if d.has() {
		r.Resolved = d.resolved()
	}
	if !d.has() {
		return
	}
	c.ConflictID, c.DyadID = d.str(), d.str()
	for _, list := range [...]*[]string{&c.PlaceCodes, &c.SourcePlace, &c.TargetPlace, &c.Tags} {
		*list = d.list()
	}
	for _, p := range [...]**graph.Point{&c.SourceLocation, &c.TargetLocation} {
		if d.bool() {
			*p = &graph.Point{Longitude: d.float(), Latitude: d.float()}
		}
	}
}
