// Package datasets tells the tables of event data sets from one another, and
// gives the loader for them.
package datasets

import (
	"fmt"
	"strings"

	"github.com/entente/entente/loaders/acled"
	"github.com/entente/entente/loaders/gdelt"
	"github.com/entente/entente/loaders/icews"
	"github.com/entente/entente/loaders/polecat"
	"github.com/entente/entente/loaders/tabular"
	"github.com/entente/entente/loaders/ucdp"
)

// Formats gives every format, in the order in which a document is tried.
func Formats() []tabular.Format {
	return append(gdelt.Formats(), icews.Format(), polecat.Format(), ucdp.Format(), acled.Format())
}

// Names gives the names of the formats.
func Names() []string {
	var out []string
	for _, f := range Formats() {
		out = append(out, f.Name())
	}
	return out
}

// Parse finds a format by its name, or another name that is in use for it.
func Parse(name string) (tabular.Format, error) {
	name = strings.ToLower(name)
	if other, ok := map[string]string{"gdelt1": gdelt.Events, "gdelt2": gdelt.Events, "gdelt-events": gdelt.Events, "mentions": gdelt.Mentions,
		"gkg": gdelt.GKG, "ngec": polecat.Dataset, "ged": ucdp.Dataset, "ucdp-ged": ucdp.Dataset}[name]; ok {
		name = other
	}
	for _, f := range Formats() {
		if f.Name() == name {
			return f, nil
		}
	}
	return nil, fmt.Errorf("no data set is called %q (there are %v)", name, Names())
}

// Detect tells of which data set a document is that begins with head, at least
// its first row whole: a table's name, or ok false where it is none of them.
// What is packed must be unpacked before.
func Detect(base string, head []byte) (name string, ok bool) {
	if len(head) == 0 {
		return "", false
	}
	h := tabular.NewHead(head)
	h.Base = base
	for _, f := range Formats() {
		if _, ok := f.Open(h); ok {
			return f.Name(), true
		}
	}
	return "", false
}

// Loader gives the loader of all formats, or of the one that the user names.
func Loader(o tabular.Options, as ...tabular.Format) *tabular.Loader {
	if len(as) == 0 {
		as = Formats()
	}
	return &tabular.Loader{Options: o, Formats: as}
}
