package lexicon

import (
	"slices"
	"testing"
)

var types = []string{"AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"}

// modes are those of the PLOVER codebook's tables.
var modes = map[string][]string{
	"CONSULT": {"visit", "third-party", "multilateral", "phone"}, "RETREAT": {"withdraw", "release", "disarm", "ceasefire", "access", "resign"},
	"REQUEST": {"assist", "change", "yield", "meet"}, "ACCUSE": {"disapprove", "investigate", "allege"}, "REJECT": {"assist", "change", "yield", "meet"},
	"THREATEN": {"restrict", "arrest", "relations", "expel", "territory", "violence"},
	"PROTEST":  {"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}, "SANCTION": {"convict", "expel", "withdraw", "discontinue"},
	"MOBILIZE": {"troops", "weapons", "police", "militia"},
	"COERCE":   {"seize", "restrict", "censor", "curfew", "martial-law", "arrest", "deport", "withhold", "misinformation", "cyber"},
	"ASSAULT": {"abduct", "beat", "torture", "sexual", "targeted", "destroy", "primitive", "firearms", "explosives", "suicide-attack", "aerial", "drone",
		"heavy-weapons", "crowd-control", "unconventional"},
}

func TestFilesFollowTheCodebook(t *testing.T) {
	l := Load()
	n := 0
	for _, m := range []map[string][]Entry{l.verbs, l.nouns} {
		for lemma, entries := range m {
			for _, e := range entries {
				n++
				if !slices.Contains(types, e.Type) {
					t.Errorf("%s: %q is no type of PLOVER's", lemma, e.Type)
				}
				if e.Mode != "" && !slices.Contains(modes[e.Type], e.Mode) {
					t.Errorf("%s: %s has no mode %q", lemma, e.Type, e.Mode)
				}
			}
		}
	}
	if n < 500 {
		t.Errorf("only %d entries", n)
	}
}

func TestEntries(t *testing.T) {
	e, err := verbEntry("strike:deal,accord~>with,on")
	if err != nil || e.Lemma != "strike" || !slices.Equal(e.Objects, []string{"deal", "accord"}) || !e.Mutual || !slices.Equal(e.Targets, []string{"with", "on"}) {
		t.Errorf("%+v %v", e, err)
	}
	e, err = verbEntry("call_on>on,comp")
	if err != nil || e.Lemma != "call" || e.With != "on" || e.Strict {
		t.Errorf("%+v %v", e, err)
	}
	e, err = nounEntry("drone+strike!<by,of>on")
	if err != nil || e.Lemma != "strike" || e.Modifier != "drone" || !e.Strict || !slices.Equal(e.Sources, []string{"by", "of"}) {
		t.Errorf("%+v %v", e, err)
	}
	if _, err := verbEntry(":x"); err == nil {
		t.Error("an entry without a verb was taken")
	}
}
