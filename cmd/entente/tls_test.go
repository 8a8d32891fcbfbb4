package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"io"
	"math/big"
	"net"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entente/entente/localdb/dbtest"
)

// An authority signs certificates.
type authority struct {
	cert *x509.Certificate
	key  *ecdsa.PrivateKey
	file string // its certificate in PEM
}

func newAuthority(t *testing.T, name string) authority {
	t.Helper()
	a := authority{file: filepath.Join(t.TempDir(), name+".pem")}
	der := a.sign(t, &x509.Certificate{Subject: pkix.Name{CommonName: name}, IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign})
	var err error
	if a.cert, err = x509.ParseCertificate(der.Certificate[0]); err != nil {
		t.Fatal(err)
	}
	a.key = der.PrivateKey.(*ecdsa.PrivateKey)
	if err := os.WriteFile(a.file, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der.Certificate[0]}), 0o600); err != nil {
		t.Fatal(err)
	}
	return a
}

// sign makes a certificate with a new key; the authority's own where it has
// none yet.
func (a authority) sign(t *testing.T, c *x509.Certificate) tls.Certificate {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	c.SerialNumber = big.NewInt(time.Now().UnixNano())
	c.NotBefore = time.Now().Add(-48 * time.Hour)
	if c.NotAfter.IsZero() {
		c.NotAfter = time.Now().Add(time.Hour)
	}
	parent, signer := a.cert, a.key
	if parent == nil {
		parent, signer = c, key
	}
	der, err := x509.CreateCertificate(rand.Reader, c, parent, &key.PublicKey, signer)
	if err != nil {
		t.Fatal(err)
	}
	return tls.Certificate{Certificate: [][]byte{der}, PrivateKey: key}
}

// secured puts TLS before a server, and gives the address.
func secured(t *testing.T, target string, c *tls.Config) (address string) {
	t.Helper()
	l, err := tls.Listen("tcp", "127.0.0.1:0", c)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	all.Go(func() {
		for {
			in, err := l.Accept()
			if err != nil {
				return
			}
			all.Go(func() {
				defer in.Close()
				if in.(*tls.Conn).HandshakeContext(t.Context()) != nil {
					return
				}
				out, err := net.Dial("tcp", target)
				if err != nil {
					return
				}
				defer out.Close()
				all.Go(func() { _, _ = io.Copy(out, in); out.Close() })
				_, _ = io.Copy(in, out)
			})
		}
	})
	t.Cleanup(func() { l.Close(); all.Wait() })
	return l.Addr().String()
}

// TestTLS looks at a real Neo4j behind TLS: certificates are verified unless
// the address says that they are not to be.
func TestTLS(t *testing.T) {
	db := dbtest.Start(t)
	target := strings.TrimPrefix(db.URI, "bolt://")
	ours, theirs := newAuthority(t, "ours"), newAuthority(t, "theirs")
	here := []net.IP{net.IPv4(127, 0, 0, 1)}
	with := func(c *x509.Certificate) string {
		return secured(t, target, &tls.Config{Certificates: []tls.Certificate{ours.sign(t, c)}})
	}
	good := with(&x509.Certificate{IPAddresses: here})
	environ := []string{"ENTENTE_HOME=" + t.TempDir(), "XDG_CONFIG_HOME=" + t.TempDir(), "NEO4J_USERNAME=" + db.Username, "NEO4J_PASSWORD=" + db.Password}
	notPEM := filepath.Join(t.TempDir(), "not.pem")
	if err := os.WriteFile(notPEM, []byte("no certificate"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, uri, ca, words string // words of the error; "" where it connects
	}{
		{"an authority that is named", "bolt+s://" + good, ours.file, ""},
		{"an authority that nobody knows", "bolt+s://" + good, "", "certificate"},
		{"the wrong authority", "bolt+s://" + good, theirs.file, "certificate"},
		{"another host's certificate", "bolt+s://" + with(&x509.Certificate{DNSNames: []string{"other.example"}}), ours.file, "certificate"},
		{"a certificate of yesterday", "bolt+s://" + with(&x509.Certificate{IPAddresses: here, NotAfter: time.Now().Add(-24 * time.Hour)}), ours.file, "certificate"},
		{"an old protocol", "bolt+s://" + secured(t, target, &tls.Config{Certificates: []tls.Certificate{ours.sign(t, &x509.Certificate{IPAddresses: here})}, MaxVersion: tls.VersionTLS11, MinVersion: tls.VersionTLS10}), ours.file, "protocol version"},
		{"any certificate, as the address says", "bolt+ssc://" + good, "", ""},
		{"an authority that would do nothing", "bolt+ssc://" + good, ours.file, "works with neo4j+s:// and bolt+s:// only"},
		{"an authority without TLS", db.URI, ours.file, "works with neo4j+s:// and bolt+s:// only"},
		{"TLS with a server that has none", "bolt+s://" + target, ours.file, "no Neo4j answers"},
		{"no TLS with a server that wants it", "bolt://" + good, "", "no Neo4j answers"},
		{"a file that is no certificate", "bolt+s://" + good, notPEM, "no certificate in PEM form"},
		{"a file that is not there", "bolt+s://" + good, notPEM + "x", "no such file"},
	} {
		args := []string{"status", "--uri", c.uri}
		if c.ca != "" {
			args = append(args, "--ca-cert", c.ca)
		}
		out, errs, code := runHere(t, environ, args...)
		switch {
		case c.words == "" && (code != exitDone || !strings.Contains(out, "Neo4j 5")):
			t.Errorf("%s: %d, %s%s", c.name, code, out, errs)
		case c.words != "" && (code != exitRefused || !strings.Contains(errs, c.words)):
			t.Errorf("%s: %d, %s%s", c.name, code, out, errs)
		}
	}
}
