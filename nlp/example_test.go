package nlp_test

import (
	"fmt"
	"log"

	"github.com/entente/entente/nlp"
)

func Example() {
	p, err := nlp.Load()
	if err != nil {
		log.Fatal(err)
	}
	doc := p.Parse("Ghana signed the treaty in Accra on Monday. Its president stayed away.")
	for _, sent := range doc.Sents() {
		verb := sent.Root()
		for t := range verb.Children() {
			if t.Dep() == nlp.DepNsubj {
				fmt.Println(t.Text(), verb.Lemma(), verb.Tag())
			}
		}
	}
	for _, e := range doc.Ents() {
		start, end := e.Bytes()
		fmt.Println(e.Text(), e.Type, start, end)
	}
	for _, c := range doc.NounChunks() {
		fmt.Println(c.Text())
	}
	// Output:
	// Ghana sign VBD
	// president stay VBD
	// Ghana GPE 0 5
	// Accra GPE 27 32
	// Monday DATE 36 42
	// Ghana
	// the treaty
	// Accra
	// Monday
	// Its president
}
