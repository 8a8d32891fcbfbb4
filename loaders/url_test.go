package loaders

import "testing"

// What is canonical stays, and the short way gives what the long one does.
func FuzzCanonicalURL(f *testing.F) {
	for _, s := range []string{"http://a.example/b-c/1.html", "https://a.example:443/x?utm_source=q&id=2#f", "HTTP://A.example", "http://a.example//", "https://a.example/É", "ftp://a/b", "http://a.example/b/../c", "http:///x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		c := CanonicalURL(s)
		if c == "" {
			return
		}
		if again := CanonicalURL(c); again != c {
			t.Errorf("%q is canonically %q, and that %q", s, c, again)
		}
		if isPlain(s) {
			// An empty query takes the long way, and is dropped there.
			if long := CanonicalURL(s + "?"); long != s {
				t.Errorf("%q is said to be plain, but is %q", s, long)
			}
		}
	})
}
