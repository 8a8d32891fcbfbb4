package main

import (
	"context"
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entente/entente/calendar"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
)

type fixFlags struct {
	status, kind, date, why string
	sources, targets        []string
	reject                  bool
}

func (a *app) fixCommand() *cobra.Command {
	var f fixFlags
	cmd := &cobra.Command{
		Use:   "fix ID --why TEXT [--status S] [--type T] [--date D] [--source A]... [--target A]... [--reject]",
		Short: "Correct an event, policy or statement; the reports stay as they are",
		Long: `fix says what a fact is, whatever its reports say. The corrected fact shows that
in its name in every answer, its reports stay beside it, and the correction
survives reloading. A rejected fact keeps its reports and is left out of the
answers. A later correction goes before an earlier one.`,
		Example: `  entente fix event:9afa5ed8619603d0ed16 --status planned --why 'the article says will'
  entente fix event:9afa5ed8619603d0ed16 --date 2025-01-20 --source country:USA --why 'signed that day'
  entente fix event:9afa5ed8619603d0ed16 --reject --why 'a figure of speech'
  entente fix list
  entente fix examples > corrections.jsonl`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(cmd *cobra.Command, ids []string) error { return a.fix(cmd.Context(), ids[0], f) },
	}
	flags := cmd.Flags()
	flags.StringVar(&f.status, "status", "", "what it is: occurred, ongoing, planned, hypothetical, denied, unknown; of a policy: proposed, planned, in force, ended, unknown")
	flags.StringVar(&f.kind, "type", "", "PLOVER type of an event")
	flags.StringVar(&f.date, "date", "", "day, or first and last day: 2025-01-20, 2025-01-20..2025-01-31")
	flags.StringArrayVar(&f.sources, "source", nil, "who did, issued or said it, by id; several times for several")
	flags.StringArrayVar(&f.targets, "target", nil, "to whom, by id; several times for several")
	flags.BoolVar(&f.reject, "reject", false, "it is no such fact")
	flags.StringVar(&f.why, "why", "", "the reason; it is kept and shown")
	_ = cmd.MarkFlagRequired("why")
	cmd.AddCommand(
		addFormatFlag(&cobra.Command{
			Use:   "list",
			Short: "List corrections and notes",
			Args:  args(cobra.NoArgs),
			RunE:  func(cmd *cobra.Command, _ []string) error { return a.listFixes(cmd) },
		}),
		a.undoCommand("fix", graph.FixDecision, graph.NoteDecision),
		&cobra.Command{
			Use:   "examples",
			Short: "Write corrections as annotated examples: the sentence, what was read in it, what is right; one line of JSON each",
			Args:  args(cobra.NoArgs),
			RunE:  func(cmd *cobra.Command, _ []string) error { return a.fixExamples(cmd.Context()) },
		})
	return cmd
}

func (a *app) noteCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "note ID TEXT",
		Short: "Note something at an actor, a fact or an article; it stands at the node, and survives reloading",
		Example: `  entente note person:claudia-sheinbaum 'check the spelling of the second surname'
  entente fix list
  entente fix undo decision:5a81c4f2d9e03b7716aa`,
		Args: args(cobra.MinimumNArgs(2)),
		RunE: func(cmd *cobra.Command, words []string) error {
			ctx := cmd.Context()
			return a.deciding(ctx, func(s *store.Store) error {
				x, err := s.Subject(ctx, words[0])
				if err != nil {
					return err
				}
				return a.decide(ctx, s, x, graph.Decision{Kind: graph.NoteDecision, Subjects: spokenOf(x), Note: strings.Join(words[1:], " ")})
			})
		},
	}
}

// spokenOf gives the ids under which reports speak of a node: what is said of it
// holds as long as one of them is there.
func spokenOf(x store.Subject) []string {
	var out []string
	for _, p := range x.Parts {
		out = append(out, graph.ParseUnit(p.Subject).Key)
	}
	return out
}

func (a *app) decide(ctx context.Context, s *store.Store, x store.Subject, d graph.Decision) error {
	d, err := decision(d)
	if err != nil {
		return usageError{err}
	}
	if err := s.Decide(ctx, []graph.Decision{d}); err != nil {
		return err
	}
	err = a.say("%s (%s): %s\n%s\n", x.ID, x.Name, d.Line(), d.ID)
	return err
}

func (a *app) fix(ctx context.Context, id string, f fixFlags) error {
	fix := &graph.Fix{Reject: f.reject, Status: graph.Status(f.status), Type: graph.EventType(strings.ToUpper(f.kind))}
	if f.date != "" {
		v, err := parseInterval(f.date)
		if err != nil {
			return usagef("--date %q: %v (write 2025-01-20 or 2025-01-20..2025-01-31)", f.date, err)
		}
		fix.Date = &v
	}
	return a.deciding(ctx, func(s *store.Store) error {
		x, err := s.Subject(ctx, id)
		if err != nil {
			return err
		}
		for list, ids := range map[*[]string][]string{&fix.Sources: f.sources, &fix.Targets: f.targets} {
			for _, id := range ids {
				actor, err := s.Subject(ctx, id)
				if err != nil {
					return err
				}
				if actor.Label != graph.ActorLabel {
					return usagef("%s is no actor", id)
				}
				*list = append(*list, actor.ID)
			}
		}
		return a.decide(ctx, s, x, graph.Decision{Kind: graph.FixDecision, Subjects: spokenOf(x), Why: f.why, Fix: fix})
	})
}

func parseInterval(s string) (calendar.Interval, error) {
	from, to, both := strings.Cut(s, "..")
	start, err := calendar.ParseDate(from)
	if err != nil || !both {
		return calendar.DayOf(start), err
	}
	end, err := calendar.ParseDate(to)
	v := calendar.Interval{Start: start, End: end, Precision: calendar.Range}
	if err == nil {
		err = v.Valid()
	}
	return v, err
}

func (a *app) listFixes(cmd *cobra.Command) (err error) {
	s, err := a.open(cmd.Context())
	if err != nil {
		return err
	}
	defer closeStore(cmd.Context(), s, &err)
	decisions, err := s.Decisions(cmd.Context())
	if err != nil {
		return err
	}
	rows, err := a.rows(cmd, []string{"id", "says", "at", "by", "decision"})
	if err != nil {
		return err
	}
	for _, d := range decisions {
		if d.Kind == graph.FixDecision || d.Kind == graph.NoteDecision {
			if err := rows.Row([]any{d.Subjects[0], d.Line(), d.At.Format("2006-01-02 15:04"), d.By, d.ID}); err != nil {
				return err
			}
		}
	}
	return rows.Close()
}

// An example is a correction beside what was read: for whoever improves the
// reading, or measures it.
type example struct {
	Article string           `json:"article"`
	Quote   string           `json:"quote"`
	Start   int              `json:"start"`
	End     int              `json:"end"`
	Read    graph.Properties `json:"read"`
	Right   *graph.Fix       `json:"right"`
	Why     string           `json:"why"`
}

func (a *app) fixExamples(ctx context.Context) (err error) {
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer closeStore(ctx, s, &err)
	decisions, err := s.Decisions(ctx)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(a.out)
	enc.SetEscapeHTML(false)
	for _, d := range decisions {
		if d.Kind != graph.FixDecision {
			continue
		}
		reports, err := s.Reports(ctx, d.Subjects...)
		if err != nil {
			return err
		}
		for _, r := range reports {
			read := graph.Properties{}
			for _, name := range []string{"type", "mode", "cameo", "status", "startDate", "endDate", "datePrecision", "dateText", "sources", "targets", "kind", "text", "head"} {
				if v, ok := r.Properties(r.Dataset)[name]; ok {
					read[name] = v
				}
			}
			if err := enc.Encode(example{r.ArticleID, r.Quote, r.Start, r.End, read, d.Fix, d.Why}); err != nil {
				return err
			}
		}
	}
	return nil
}
