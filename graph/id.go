package graph

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"github.com/entente/entente/calendar"
)

// hash gives 80 bits of SHA-256 over the parts in hexadecimal: enough that
// among a hundred million ids a chance collision has odds of one to 10^8. The
// parts are told apart by a byte that text does not hold.
func hash(parts ...string) string {
	h := sha256.New()
	for _, p := range parts {
		h.Write([]byte(p))
		h.Write([]byte{0})
	}
	return hex.EncodeToString(h.Sum(nil)[:10])
}

// ArticleID makes an Article's id of its identity: the canonical URL; else the
// record's own id with the file's path; else the file's path.
func ArticleID(identity string) string { return "article:" + hash(identity) }

// ContentHash tells whether two articles have the same text. The date belongs
// to it, since relative dates are read against it.
func ContentHash(title, text string, published calendar.Date) string {
	return hash(title, text, published.String())
}

// CountryID gives the id of a country by its ISO 3166-1 alpha-3 code.
func CountryID(code string) string { return "country:" + code }

// ActorID gives the id of an actor that is known by its name: a person, an
// organization, a region, or a group with words of its own.
func ActorID(kind Label, name string) string { return prefixes[kind] + Slug(name) }

// GroupID gives the id of an unnamed collective by country and sector:
// "group:MEX-CRM". Either may be empty, not both.
func GroupID(country, sector string) string {
	return prefixes[Group] + strings.Trim(country+"-"+sector, "-")
}

var prefixes = map[Label]string{
	Country: "country:", Region: "region:", Person: "person:", Organization: "org:", Group: "group:",
}

// KindOf tells an actor's kind by its id, or "" for what is no actor's id.
func KindOf(id string) Label {
	switch p, _, found := strings.Cut(id, ":"); {
	case !found:
		return ""
	case p == "country":
		return Country
	case p == "region":
		return Region
	case p == "person":
		return Person
	case p == "org":
		return Organization
	case p == "group":
		return Group
	}
	return ""
}

// LabelOf tells a node's primary label by its id, or "" for what is no id.
func LabelOf(id string) Label {
	switch p, _, _ := strings.Cut(id, ":"); p {
	case "article":
		return ArticleLabel
	case "event":
		return EventLabel
	case "policy":
		return PolicyLabel
	case "statement":
		return StatementLabel
	}
	if KindOf(id) != "" {
		return ActorLabel
	}
	return ""
}

// EventKey makes the key of a report of an event. Two reports with the same
// key report the same event. The order of sources and of targets is of no
// account; head is the event's head word, its lemma.
func EventKey(t EventType, sources, targets []string, when calendar.Interval, places []string, head string) string {
	return "event:" + hash(string(t), sorted(sources), sorted(targets),
		when.Start.String(), when.End.String(), string(when.Precision), sorted(places), strings.ToLower(head))
}

// PolicyID makes a policy's id of issuers, kind, start and name.
func PolicyID(issuers []string, kind string, start calendar.Date, name string) string {
	return "policy:" + hash(sorted(issuers), kind, start.String(), foldWords(name))
}

// StatementID makes a statement's id of speaker, words and date. Case,
// punctuation and spacing of the words are of no account, so that two
// typesettings of one quotation are one statement.
func StatementID(speaker, words string, start calendar.Date) string {
	return "statement:" + hash(speaker, foldWords(words), start.String())
}

func sorted(ids []string) string {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return strings.Join(slices.Compact(ids), " ")
}

// foldWords keeps the letters and digits of s in lower case, words set apart
// by one blank.
func foldWords(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}

// Slug makes a name fit for an id: letters and digits in lower case with
// marks taken off ("São Tomé" is "sao-tome"), everything else one hyphen.
func Slug(name string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(name) {
		switch {
		case unicode.Is(unicode.Mn, r) || r == '\'' || r == '’' || r == '.':
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			r = unicode.ToLower(r)
			if plain, ok := undecomposed[r]; ok {
				b.WriteString(plain)
			} else {
				b.WriteRune(r)
			}
		default:
			gap = true
		}
	}
	return b.String()
}

// undecomposed are the letters of Latin alphabets that Unicode does not take
// apart, as English newspapers print them.
var undecomposed = map[rune]string{
	'ł': "l", 'ø': "o", 'đ': "d", 'ð': "d", 'þ': "th", 'ß': "ss", 'æ': "ae", 'œ': "oe", 'ı': "i", 'ħ': "h", 'ŋ': "ng", 'ə': "a",
}

// idForm is what an id looks like: a prefix, and a name without blanks,
// control characters or quotation marks, so that ids can be printed, passed in
// a command and put in a link as they are.
var idForm = regexp.MustCompile(`^[a-z]+:[\p{L}\p{N}][\p{L}\p{N}_.:~+-]*$`)

// ValidID tells whether id has the form of a node's id.
func ValidID(id string) bool {
	return len(id) <= 300 && (plainID(id) || idForm.MatchString(id)) && LabelOf(id) != ""
}

// plainID tells whether id has the form that most ids have: that of idForm in
// ASCII. Every row of a data set has several ids, and the expression would take
// a fifth of the time of writing them.
func plainID(id string) bool {
	colon := strings.IndexByte(id, ':')
	if colon < 1 || colon+1 == len(id) {
		return false
	}
	for i := range len(id) {
		c := id[i]
		letter := c >= 'a' && c <= 'z'
		other := c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
		switch {
		case i == colon:
		case i < colon && !letter:
			return false
		case i == colon+1 && !letter && !other:
			return false
		case i > colon+1 && !letter && !other && strings.IndexByte("_.:~+-", c) < 0:
			return false
		}
	}
	return true
}
