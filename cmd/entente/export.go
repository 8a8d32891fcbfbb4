package main

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/entente/entente/export"
	"github.com/entente/entente/graph"
	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/queries"
)

// The formats of `export`. The first is of sources, the others of what is in
// the database.
const (
	adminFormat   = "neo4j-admin"
	csvFormat     = "csv"
	jsonlFormat   = "jsonl"
	graphmlFormat = "graphml"
	geojsonFormat = "geojson"
)

var exportFormats = []string{adminFormat, csvFormat, jsonlFormat, graphmlFormat, geojsonFormat}

// exportFlags are those of `export`.
type exportFlags struct {
	readingFlags
	format, to, into string
	query, cypher    string
}

func (a *app) exportCommand() *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:   "export --format FORMAT [--query NAME -p name=value | --cypher 'MATCH ...'] [--to FILE or DIR] [SOURCE...]",
		Short: "Write the graph, or the answer to a question, as files for other programs",
		Long: `export writes what is in the database: the whole graph, or the answer to a canned
question (--query) or to a Cypher statement (--cypher).

  csv          an answer: its rows. The whole graph: a directory with a file for
               each label (Event.csv) and each relationship type (TARGETS.csv)
  jsonl        an answer: its rows, an object each. The whole graph: one graph for
               each article, which 'entente load' takes back
  graphml      a graph for Gephi, NetworkX or yEd: of an answer, the nodes in it
               (or whose ids are) with all relationships between them
  geojson      the events that have a place, as points for a map; those without
               one are counted
  neo4j-admin  the files from which 'neo4j-admin database import' makes a database,
               and its command: the way for the first hundred million events. It
               reads SOURCEs as 'load' does, and needs no database. The database
               that is made must be empty; run 'entente schema apply' on it afterwards

What is one file goes to standard output without --to. A file or directory that
--to names is there when it is whole, and not before. The same graph gives the
same bytes. --text none leaves the words of articles out, --text quote their whole
texts; without it, all goes out that the graph has.`,
		Example: `  entente export --format jsonl --to graph.jsonl
  entente export --format csv --query dyad-timeline -p actor=USA -p other=Mexico --to dyad.csv
  entente export --format graphml --query actor-picture -p actor=Mexico --to mexico.graphml
  entente export --format geojson --cypher "MATCH (e:Event {type: 'ASSAULT'}) RETURN e" > assaults.geojson
  entente export --format neo4j-admin --to bulk gdelt/*.export.CSV.zip`,
		RunE: func(cmd *cobra.Command, sources []string) error { return a.exportAny(cmd, f, sources) },
	}
	f.add(cmd)
	addFlags(cmd.Flags(), "timeout", "limit")
	flags := cmd.Flags()
	flags.Lookup("timeout").Usage = "time limit of the answer; without it none"
	flags.Lookup("limit").Usage = "row limit of the answer; without it none"
	flags.Lookup("text").Usage = "how much of an article's text goes out: full, quote or none; without it all that is there (neo4j-admin: quote)"
	flags.StringVarP(&f.format, "format", "f", "", strings.Join(exportFormats, ", ")+"; default neo4j-admin where SOURCEs are named")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(exportFormats, cobra.ShellCompDirectiveNoFileComp))
	flags.StringVar(&f.to, "to", "", "file, or directory, to write; default standard output, where it is one file")
	flags.StringVar(&f.into, "into", "neo4j", "with neo4j-admin: name of the database in the printed command")
	flags.StringVar(&f.query, "query", "", "canned question whose answer to export")
	_ = cmd.RegisterFlagCompletionFunc("query", completeQuery)
	flags.StringVar(&f.cypher, "cypher", "", "statement whose answer to export")
	addParamFlag(cmd)
	return cmd
}

// exportAny finds out what is asked for.
func (a *app) exportAny(cmd *cobra.Command, f exportFlags, sources []string) error {
	if f.format == "" && len(sources) > 0 {
		f.format = adminFormat
	}
	answer := f.query != "" || f.cypher != ""
	switch {
	case !slices.Contains(exportFormats, f.format):
		return usagef("--format %q is not one of %s", f.format, strings.Join(exportFormats, ", "))
	case f.query != "" && f.cypher != "":
		return usagef("--query and --cypher exclude each other")
	case f.query == "" && cmd.Flags().Changed("param"):
		return usagef("-p gives a parameter of the question that --query names")
	}
	if f.format == adminFormat {
		switch {
		case answer:
			return usagef("--format %s is of sources; export answers in another format", adminFormat)
		case len(sources) == 0:
			return usagef("--format %s reads sources: name files of articles or data sets", adminFormat)
		case f.to == "":
			return usagef("--to names the directory for the files: one that is empty or not there")
		}
		return a.exportSources(cmd, f, sources)
	}
	switch {
	case len(sources) > 0:
		return usagef("--format %s exports what is in the database: load %q first, or use 'entente extract'", f.format, sources[0])
	case f.format == csvFormat && !answer && f.to == "":
		return usagef("the whole graph as CSV is several files: name a directory with --to")
	case answer && cmd.Flags().Changed("text") && (f.format == csvFormat || f.format == jsonlFormat):
		return usagef("--text cannot tell which columns of an answer hold words of articles: leave them out of the statement")
	}
	return a.exportGraph(cmd, f)
}

// exportGraph writes what is in the database.
func (a *app) exportGraph(cmd *cobra.Command, f exportFlags) (err error) {
	ask, columns, err := a.question(cmd, f)
	if err != nil {
		return err
	}
	ctx := cmd.Context()
	s, err := a.open(ctx)
	if err != nil {
		return err
	}
	defer closeStore(ctx, s, &err)
	e := &exporting{app: a, ctx: ctx, store: s, limits: store.Limits{}, columns: columns}
	if cmd.Flags().Changed("timeout") {
		e.limits.Timeout = a.config.Timeout
	}
	if cmd.Flags().Changed("limit") {
		e.limits.Rows = a.config.Limit
	}
	e.reading = export.Reading{DB: database{s.Reader(store.Limits{}), s}}
	if cmd.Flags().Changed("text") {
		e.reading.Text = graph.TextMode(a.config.Text)
	}
	if f.format == csvFormat && ask == nil {
		return e.directory(f.to)
	}
	write := map[string]func(io.Writer, question) error{csvFormat: e.csv, jsonlFormat: e.jsonl, graphmlFormat: e.graphml, geojsonFormat: e.geojson}[f.format]
	return e.file(f.to, func(w io.Writer) error { return write(w, ask) })
}

// A question gives rows.
type question func(ctx context.Context, r *store.Reader, visit func([]string, []any) error) error

// question gives what --query or --cypher asks, nil where neither is there,
// and the columns of its answer where they are known.
func (a *app) question(cmd *cobra.Command, f exportFlags) (question, []string, error) {
	switch {
	case f.cypher != "":
		return func(ctx context.Context, r *store.Reader, visit func([]string, []any) error) error {
			return r.Read(ctx, f.cypher, nil, visit)
		}, nil, nil
	case f.query != "":
		q, params, err := queryParams(cmd, f.query)
		return func(ctx context.Context, r *store.Reader, visit func([]string, []any) error) error {
			return queries.Run(ctx, r, q, params, visit)
		}, columnNames(q), err
	}
	return nil, nil, nil
}

// exportSources writes the files for the bulk importer.
func (a *app) exportSources(cmd *cobra.Command, f exportFlags, sources []string) (err error) {
	ctx := cmd.Context()
	work, err := a.readers(cmd, f.readingFlags, sources)
	if err != nil {
		return err
	}
	defer work.done()
	admin, err := export.NewAdmin(f.to, time.Now())
	if err != nil {
		return err
	}
	defer func() { err = cmp.Or(err, admin.Close()) }()
	refused, err := a.runReaders(ctx, work, adminSink{admin})
	if err != nil {
		return err
	}
	command, err := admin.Finish(ctx, f.into)
	if err != nil {
		return err
	}
	a.counts(admin.Counts())
	if _, err := fmt.Fprintf(a.out, "neo4j-admin %s\n", strings.Join(command, " ")); err != nil {
		return err
	}
	if refused {
		return errRefused
	}
	return nil
}

// An adminSink takes Fragments into files.
type adminSink struct{ admin *export.Admin }

func (s adminSink) Load(ctx context.Context, fragments ...graph.Fragment) ([]graph.Outcome, error) {
	outcomes := make([]graph.Outcome, len(fragments))
	for i, f := range fragments {
		if err := ctx.Err(); err != nil {
			return nil, context.Cause(ctx)
		}
		if err := s.admin.Add(f); err != nil {
			return nil, err
		}
		outcomes[i] = graph.Loaded
	}
	return outcomes, nil
}

var _ loaders.Sink = adminSink{}
