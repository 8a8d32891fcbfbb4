package main

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/entente/entente/loaders"
	"github.com/entente/entente/loaders/fetch"
	"github.com/entente/entente/loaders/follow"
	"github.com/entente/entente/loaders/input"
)

// followFlags say how new files are followed.
type followFlags struct {
	follow, once bool
	every        time.Duration
}

// listBytes is the largest document that is fetched while following: GDELT's
// master list has some 100 MB, and its GKG files, unpacked, as many.
const listBytes = 1 << 30

// follow loads each new file of a list once, until ctx ends.
func (a *app) follow(ctx context.Context, r readingFlags, f followFlags, lists []string) (err error) {
	if len(lists) != 1 {
		return usagef("--follow takes one list")
	}
	s, err := a.openToWrite(ctx)
	if err != nil {
		return err
	}
	defer closeStore(ctx, s, &err)
	return a.followList(ctx, r, f, lists[0], s)
}

func (a *app) followList(ctx context.Context, r readingFlags, f followFlags, list string, sink loaders.Sink) (err error) {
	db, err := a.local()
	if err != nil {
		return err
	}
	// What was taken is noted by list and database: another database wants all.
	sum := sha256.Sum256([]byte(list + "\n" + a.config.URI + "\n" + a.config.Database))
	dir := filepath.Join(db.Home(), "follow", hex.EncodeToString(sum[:8]))
	files := filepath.Join(dir, "files")
	if err := os.MkdirAll(files, 0o700); err != nil {
		return fmt.Errorf("a place for the files of %s: %w", list, err)
	}
	journal, err := follow.OpenJournal(filepath.Join(dir, "journal"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, journal.Close()) }()
	client := fetch.New(fetch.Options{AllowPrivate: r.allowPrivate, MaxBytes: listBytes, IgnoreRobots: true})
	defer client.Close()
	refused := false
	bad, err := a.problemReport(r.problems, &meter{})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, bad.close()) }()
	follower := &follow.Follower{
		List: list, Journal: journal, Dir: files, Fetch: client, Every: f.every,
		Load: func(ctx context.Context, path string) error {
			l, err := a.tableLoader(r, input.Options{Limits: input.Limits{MaxBytes: r.maxBytes}}, nil)
			if err != nil {
				return err
			}
			start := time.Now()
			sum, err := a.runLoader(ctx, part{l, []string{path}, rowBatch, "row"}, sink, bad)
			a.note("%s", filepath.Base(path))
			a.summarize(sum, "row", time.Since(start))
			refused = refused || sum.Refused > 0
			return err
		},
		Report: func(p loaders.Problem) { refused = refused || !p.Warning; bad.report(p) },
		Looked: func(taken int) { a.note("%s taken from %s", count(taken, "file"), list) },
	}
	if f.once {
		var taken int
		taken, err = follower.Once(ctx)
		follower.Looked(taken)
	} else {
		err = follower.Run(ctx)
	}
	if err == nil && refused {
		err = errRefused
	}
	return err
}
