// Package graph is the model of entente: a small closed vocabulary of nodes
// and relationships, and the rule that every fact is what its reports say.
//
// A loader turns a source into Fragments: what one article, read by one
// loader, says. Fragments are the only thing that is ever stored; nodes,
// relationships and their properties follow from them by Derive, which knows
// no order and no history. So the same Fragments give the same graph in
// whatever order they come, and taking one out leaves exactly the graph that
// the others make.
//
// Set holds Fragments in memory. graph/store keeps the same in Neo4j, and a
// test feeds both alike and compares.
package graph
