package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"

	"github.com/entente/entente/graph/store"
	"github.com/entente/entente/localdb"
)

// local gives the private Neo4j of this user.
func (a *app) local() (*localdb.DB, error) {
	return localdb.New(a.config.Home)
}

// connection gives the database to use: what the configuration names, or else
// the local Neo4j that `up` started.
func (a *app) connection(ctx context.Context) (store.Config, error) {
	c := store.Config{
		URI: a.config.URI, Username: a.config.Username, Password: a.config.Password,
		Database: a.config.Database, CACert: a.config.CACert, Agent: "entente/" + version(),
	}
	db, err := a.local()
	if err != nil {
		return c, err
	}
	info, err := db.Status(ctx)
	if err != nil {
		if c.URI != "" {
			return c, nil // the local one is not asked for
		}
		return c, err
	}
	switch {
	case c.URI != "" && (c.URI != info.BoltURI || c.Password != ""):
		return c, nil
	case c.URI == "" && !info.Running:
		return c, errors.New("no Neo4j to use: start the local one with 'entente up', or set NEO4J_URI, NEO4J_USERNAME and NEO4J_PASSWORD")
	}
	c.URI, c.Username = info.BoltURI, info.Username
	if c.Database == "" {
		c.Database = info.Database
	}
	c.Password, err = db.Password()
	if errors.Is(err, fs.ErrNotExist) {
		return c, fmt.Errorf("the local Neo4j has no password file: %w", err)
	}
	return c, err
}

// open connects to the database.
func (a *app) open(ctx context.Context) (*store.Store, error) {
	c, err := a.connection(ctx)
	if err != nil {
		return nil, err
	}
	return store.Open(ctx, c)
}

// openToWrite connects to the database and brings its schema up to date.
func (a *app) openToWrite(ctx context.Context) (*store.Store, error) {
	s, err := a.open(ctx)
	if err != nil {
		return nil, err
	}
	if err := s.ApplySchema(ctx); err != nil {
		return nil, errors.Join(err, s.Close(ctx))
	}
	return s, nil
}

// closeStore closes s and adds its error to err. The connections are closed
// also when ctx has ended.
func closeStore(ctx context.Context, s *store.Store, err *error) {
	if e := s.Close(context.WithoutCancel(ctx)); e != nil && *err == nil {
		*err = e
	}
}
