package loaders

import (
	"errors"
	"fmt"
	"testing"
)

func TestProblemIsOneHarmlessLine(t *testing.T) {
	for _, c := range []struct {
		p    Problem
		want string
	}{
		{Refuse("a.jsonl", 7, "broken JSON", "correct it"), "a.jsonl:7: broken JSON (correct it)"},
		{Refuse("a.txt", 0, "it is empty", ""), "a.txt: it is empty"},
		{Problem{Reason: "no place", Cure: "none"}, "no place (none)"},
		{Refuse("evil\x1b[31m\n.txt", 0, "named \u202egnp.exe", "x"), `evil\u001b[31m .txt: named \u202egnp.exe (x)`},
		{Refuse("Río/日本.txt", 0, "fine names stay", "x"), "Río/日本.txt: fine names stay (x)"},
	} {
		if got := c.p.Error(); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

func TestAsProblemFillsInThePlace(t *testing.T) {
	p, ok := AsProblem(fmt.Errorf("reading: %w", Problem{Reason: "r"}), "s", 3)
	if !ok || p.Source != "s" || p.Line != 3 {
		t.Errorf("%+v, %v", p, ok)
	}
	if p, _ = AsProblem(Refuse("own", 9, "r", ""), "s", 3); p.Source != "own" || p.Line != 9 {
		t.Errorf("%+v", p)
	}
	if _, ok = AsProblem(errors.New("other"), "s", 3); ok {
		t.Error("another error was taken for a problem")
	}
}
