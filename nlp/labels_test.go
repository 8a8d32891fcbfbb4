package nlp

import (
	"go/ast"
	goparser "go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// documented returns the values of the constants of labels.go by type, and the
// words of the types' comments.
func documented(t *testing.T) (constants, comments map[string][]string) {
	t.Helper()
	file, err := goparser.ParseFile(token.NewFileSet(), "labels.go", nil, goparser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	constants, comments = map[string][]string{}, map[string][]string{}
	ast.Inspect(file, func(n ast.Node) bool {
		if decl, ok := n.(*ast.GenDecl); ok && decl.Tok == token.TYPE {
			comments[decl.Specs[0].(*ast.TypeSpec).Name.Name] = strings.FieldsFunc(decl.Doc.Text(), func(r rune) bool {
				return strings.ContainsRune(" ,();\n", r)
			})
		}
		spec, ok := n.(*ast.ValueSpec)
		if !ok || spec.Type == nil || len(spec.Values) != 1 {
			return true
		}
		lit, ok := spec.Values[0].(*ast.BasicLit)
		if !ok {
			return true
		}
		value, err := strconv.Unquote(lit.Value)
		if err != nil {
			t.Fatal(err)
		}
		if spec.Comment == nil && value != "" {
			t.Errorf("the label %s has no comment", value)
		}
		kind := spec.Type.(*ast.Ident).Name
		constants[kind] = append(constants[kind], value)
		return true
	})
	return constants, comments
}

func compareLabels[L ~string](t *testing.T, kind string, constants []string, model []L) {
	t.Helper()
	var have []string
	for _, l := range model {
		if l != "" && !slices.Contains(have, string(l)) {
			have = append(have, string(l))
		}
	}
	slices.Sort(have)
	slices.Sort(constants)
	if !slices.Equal(have, constants) {
		t.Errorf("%s: the model has %v, the constants are %v", kind, have, constants)
	}
}

// TestLabels checks that the constants are the labels of the model.
func TestLabels(t *testing.T) {
	constants, comments := documented(t)
	p := pipeline(t)
	l := &p.labels
	compareLabels(t, "POS", constants["POS"], l.pos)
	compareLabels(t, "Dep", constants["Dep"], l.deps)
	compareLabels(t, "EntType", constants["EntType"], l.ents)
	for _, tag := range l.tags[:p.tags] {
		if name := strings.Trim(string(tag), ",`'"); name != "" && !slices.Contains(comments["Tag"], name) {
			t.Errorf("the tag %s is not in the comment", tag)
		}
	}
	for _, m := range l.morphs {
		for feature := range strings.SplitSeq(string(m), "|") {
			if name, _, ok := strings.Cut(feature, "="); ok && !slices.Contains(comments["Morph"], name) && !slices.Contains(comments["Morph"], name+".") {
				t.Errorf("the feature %s is not in the comment", name)
			}
		}
	}
}

func TestLemma(t *testing.T) {
	tests := []struct {
		text  string
		pos   POS
		morph Morph
		want  string
	}{
		{"said", PosVerb, "Tense=Past|VerbForm=Fin", "say"},
		{"Ships", PosNoun, "Number=Plur", "ship"},
		{"men", PosNoun, "Number=Plur", "man"},
		{"Ghana", PosPropn, "Number=Sing", "Ghana"},
		{"worse", PosAdj, "Degree=Cmp", "bad"},
		{"worse", PosAdv, "Degree=Cmp", "worse"},
		{"leaves", PosVerb, "Number=Sing|Person=3|Tense=Pres|VerbForm=Fin", "leave"},
		{"leaves", PosNoun, "Number=Plur", "leaf"},
		{"blorping", PosVerb, "Aspect=Prog|Tense=Pres|VerbForm=Part", "blorpe"},
		{"The", PosDet, "", "the"},
		{"”", PosPunct, "PunctSide=Fin|PunctType=Quot", `"`},
		{" \n", PosSpace, "", " \n"},
	}
	p := pipeline(t)
	for _, tt := range tests {
		for range 2 { // the second time from the lexeme
			if got := p.lemmatizer.lemma(p.tokenizer.vocab.lexeme(tt.text), tt.pos, tt.morph); got != tt.want {
				t.Errorf("%s %s: lemma %q instead of %q", tt.text, tt.pos, got, tt.want)
			}
		}
	}
}
