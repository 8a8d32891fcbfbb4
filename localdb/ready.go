package localdb

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
)

// startPatience is how long a server may take until it answers; it takes 6 s
// on two cores, and more after a crash, when it replays its transaction log.
const startPatience = 3 * time.Minute

func pause(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}

// awaitReady returns when the server of st answers on both ports and takes the
// password: only then it is sure that it is ours, and not another program's that
// took the ports at the same time. Where ours has ended, the error shows what it
// said last.
func (db *DB) awaitReady(ctx context.Context, st state) error {
	r := db.runnerOf(st)
	deadline := time.Now().Add(startPatience)
	for {
		err := probeHTTP(ctx, st)
		if err == nil {
			err = probeBolt(ctx, st.BoltPort)
		}
		if err == nil {
			return db.checkPassword(ctx, r, st)
		}
		if ctx.Err() != nil {
			return fmt.Errorf("start of the local Neo4j: %w", ctx.Err())
		}
		if !r.alive(ctx, st) {
			return startError(r, st)
		}
		if time.Now().After(deadline) {
			return fmt.Errorf("the local Neo4j does not answer after %v: %w%s", startPatience, err, quoteTail(r))
		}
		if err := pause(ctx, 25*time.Millisecond); err != nil {
			return fmt.Errorf("start of the local Neo4j: %w", err)
		}
	}
}

// refusalPatience is how long a server that found its port taken needs to end.
const refusalPatience = 20 * time.Second

// checkPassword logs in, once: a stranger's server would lock its user out
// after some failures.
func (db *DB) checkPassword(ctx context.Context, r runner, st state) error {
	status, err := db.post(ctx, st, "RETURN 1")
	if err != nil {
		return err
	}
	if status/100 == 2 {
		return nil
	}
	for deadline := time.Now().Add(refusalPatience); time.Now().Before(deadline); {
		if !r.alive(ctx, st) {
			return startError(r, st)
		}
		if err := pause(ctx, 50*time.Millisecond); err != nil {
			return fmt.Errorf("start of the local Neo4j: %w", err)
		}
	}
	return fmt.Errorf("the local Neo4j does not take the password in %s (HTTP status %d): put back the one that it was made with, or remove %s to start empty",
		db.path("password"), status, db.path())
}

// post sends one statement to the HTTP port (Neo4j Query API manual) and returns the HTTP status.
func (db *DB) post(ctx context.Context, st state, statement string) (status int, err error) {
	pw, err := db.Password()
	if err != nil {
		return 0, err
	}
	body, err := json.Marshal(map[string]string{"statement": statement})
	if err != nil {
		return 0, fmt.Errorf("HTTP port %d: %w", st.HTTPPort, err)
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, "http://"+loopback(st.HTTPPort)+"/db/"+Database+"/query/v2", bytes.NewReader(body))
	if err != nil {
		return 0, fmt.Errorf("HTTP port %d: %w", st.HTTPPort, err)
	}
	req.SetBasicAuth(Username, pw)
	req.Header.Set("Content-Type", "application/json")
	resp, err := localClient().Do(req)
	if err != nil {
		return 0, fmt.Errorf("HTTP port %d: %w", st.HTTPPort, err)
	}
	_, err = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<20))
	return resp.StatusCode, errors.Join(err, resp.Body.Close())
}

func startError(r runner, st state) error {
	tail := quoteTail(r)
	if strings.Contains(tail, "Address already in use") {
		return fmt.Errorf("the local Neo4j did not start: %w: %d or %d was taken by another program meanwhile (start again, or give other ports)", errPortTaken, st.BoltPort, st.HTTPPort)
	}
	return fmt.Errorf("the local Neo4j did not start%s", tail)
}

func quoteTail(r runner) string {
	if j, ok := r.(*javaRunner); ok {
		return "; its log ends:\n" + j.tail()
	}
	return ""
}

// probeHTTP asks the discovery endpoint (Neo4j HTTP API, "Discovery API"), and
// whether it is our server that answers.
func probeHTTP(ctx context.Context, st state) error {
	ctx, cancel := context.WithTimeout(ctx, 5*time.Second)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+loopback(st.HTTPPort)+"/", nil)
	if err != nil {
		return fmt.Errorf("HTTP port %d: %w", st.HTTPPort, err)
	}
	resp, err := localClient().Do(req)
	if err != nil {
		return fmt.Errorf("HTTP port %d: %w", st.HTTPPort, err)
	}
	defer func() { _ = resp.Body.Close() }()
	var hello struct {
		Bolt string `json:"bolt_direct"`
	}
	if err := json.NewDecoder(io.LimitReader(resp.Body, 64<<10)).Decode(&hello); err != nil {
		return fmt.Errorf("HTTP port %d: no Neo4j: %w", st.HTTPPort, err)
	}
	if !strings.Contains(hello.Bolt, fmt.Sprintf(":%d", st.BoltPort)) {
		return fmt.Errorf("HTTP port %d: another Neo4j, whose Bolt address is %q", st.HTTPPort, hello.Bolt)
	}
	return nil
}

// localClient knows no proxy between us and this machine, and keeps no idle connection.
func localClient() *http.Client {
	return &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
}

// probeBolt shakes hands (Bolt protocol manual, "Handshake"): the magic number,
// then four proposed versions, big-endian, of which the server picks one.
func probeBolt(ctx context.Context, port int) error {
	d := net.Dialer{Timeout: 5 * time.Second}
	conn, err := d.DialContext(ctx, "tcp", loopback(port))
	if err != nil {
		return fmt.Errorf("bolt port %d: %w", port, err)
	}
	stop := context.AfterFunc(ctx, func() { _ = conn.Close() })
	defer stop()
	defer func() { _ = conn.Close() }()
	if err := conn.SetDeadline(time.Now().Add(5 * time.Second)); err != nil {
		return fmt.Errorf("bolt port %d: %w", port, err)
	}
	hello := []byte{
		0x60, 0x60, 0xB0, 0x17,
		0, 8, 8, 5, // 5.8 down to 5.0
		0, 0, 4, 4, // 4.4
		0, 0, 0, 0,
		0, 0, 0, 0,
	}
	if _, err := conn.Write(hello); err != nil {
		return fmt.Errorf("bolt port %d: %w", port, err)
	}
	var answer [4]byte
	if _, err := io.ReadFull(conn, answer[:]); err != nil {
		return fmt.Errorf("bolt port %d: %w", port, err)
	}
	if answer[0] != 0 || answer[1] != 0 || answer[3] != 5 && answer[3] != 4 {
		return errors.New("bolt port " + fmt.Sprint(port) + ": another protocol answers there")
	}
	return nil
}
