package main

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/news"
	"github.com/entente/entente/printable"
	"github.com/entente/entente/render"
)

// extractFormats are the formats of `extract`.
var extractFormats = []string{"table", "jsonl", "spans", "cypher", "dot"}

func (a *app) extractCommand() *cobra.Command {
	var r readingFlags
	var format string
	cmd := &cobra.Command{
		Use:   "extract [flags] SOURCE...",
		Short: "Read articles and print what they say, without any database",
		Long: `extract reads articles as 'load' does, and prints what was found in them:

  table   for people; the default on a terminal
  jsonl   one graph for each article, which 'load' takes back; the default elsewhere
  spans   one line for each article: findings with the offsets of their words
  cypher  a script that loads the graph
  dot     a picture for Graphviz`,
		Example: `  entente extract article.txt
  entente extract --format jsonl articles/ > facts.jsonl && entente load facts.jsonl
  entente extract --format dot article.txt | dot -Tsvg > article.svg`,
		Args: args(cobra.MinimumNArgs(1)),
		RunE: func(cmd *cobra.Command, sources []string) error { return a.extract(cmd, r, format, sources) },
	}
	r.add(cmd)
	cmd.Flags().StringVarP(&format, "format", "f", "", strings.Join(extractFormats, ", ")+"; default table on a terminal, else jsonl")
	_ = cmd.RegisterFlagCompletionFunc("format", cobra.FixedCompletions(extractFormats, cobra.ShellCompDirectiveNoFileComp))
	return cmd
}

func (a *app) extract(cmd *cobra.Command, r readingFlags, format string, sources []string) error {
	width, isTerminal := terminal(a.out)
	if format == "" {
		format = "jsonl"
		if isTerminal {
			format = "table"
		}
	}
	if !slices.Contains(extractFormats, format) {
		return usagef("--format %q is not one of %v", format, extractFormats)
	}
	m, err := a.newMeter(cmd, sources)
	if err != nil {
		return err
	}
	in, done := a.input(r, m.read)
	defer done()
	loader, err := a.loader(r, in)
	if err != nil {
		return err
	}
	if format == "spans" {
		loader.Keep = graph.TextFull
	}
	out := &findings{app: a, format: format, width: width, all: graph.NewSet()}
	refused, articles := 0, 0
	bad, err := a.problemReport(r.problems, m)
	if err != nil {
		return err
	}
	err = loader.Each(cmd.Context(), sources, func(res news.Result) error {
		articles++
		m.loaded(articles, "article")
		var err error
		m.line(func() { err = out.write(res) })
		if p, ok := loaders.AsProblem(err, res.Source, res.Line); ok {
			refused++
			bad.report(p)
			return nil
		}
		return err
	}, func(p loaders.Problem) {
		if !p.Warning {
			refused++
		}
		bad.report(p)
	})
	m.finish()
	err = errors.Join(err, bad.close())
	if err == nil {
		err = out.close()
	}
	if err == nil && refused > 0 {
		err = errRefused
	}
	return err
}

// findings writes what was found in articles.
type findings struct {
	*app
	format string
	width  int
	all    *graph.Set // of dot and cypher, which make one graph of all articles
	n      int
}

func (f *findings) write(r news.Result) error {
	f.n++
	switch f.format {
	case "table":
		if f.n > 1 {
			fmt.Fprintln(f.out)
		}
		return render.Article(f.out, r.Fragment, f.width)
	case "cypher", "dot":
		_, err := f.all.Load(r.Fragment, time.Now())
		return err
	}
	var line []byte
	var err error
	if f.format == "spans" {
		if r.Article == nil {
			return loaders.Refuse(r.Source, r.Line, "spans need an article's text, and this is a graph", "give the article itself")
		}
		line, err = news.AppendSpans(nil, *r.Article, r.Extraction)
	} else {
		line, err = r.Fragment.AppendJSON(nil)
	}
	if err != nil {
		return err
	}
	_, err = f.out.Write(printable.JSON(line))
	return err
}

func (f *findings) close() error {
	switch f.format {
	case "cypher":
		return render.Cypher(f.out, f.all.Graph())
	case "dot":
		return render.DOT(f.out, f.all.Graph())
	}
	return nil
}
