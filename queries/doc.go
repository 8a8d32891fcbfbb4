// Package queries holds the questions that entente answers: one file of Cypher
// each, with a header that says what it asks, what it takes and what it gives.
// Command line, documentation, Neo4j Browser's favourites and every other
// surface are made from these headers.
//
// A file is pasteable as it stands into cypher-shell. Neo4j Browser runs it too,
// but shows no answer to a text of several statements, such as :param lines are:
// package browser makes one statement of it. A file has a header of comment
// lines, the default of every parameter as a :param line, and one statement:
//
//	// Who acted against a country
//	//
//	// Question: Who acted against this country, and how?
//	// Category: Who did what
//	// Answer: table
//	// Parameter country: actor, required. A country by code or name, or any other actor by
//	//   id, name or alias.
//	// Parameter include: strings of planned | denied, default []. What is left out otherwise.
//	// Column actor: who did it
//	// Example: country = 'MEX'
//	:param country => 'MEX';
//	:param include => [];
//
//	MATCH ...
//	RETURN actor.name AS actor
//	ORDER BY actor;
//
// The first line is the title (Neo4j Browser takes it for a favourite's name).
// A line that is indented continues the one before. Types are string, int (not
// negative), float, bool, date, strings (a list) and actor (text, which the
// statement takes as whoIs has it); "of" lists the only values there are. A
// default may be null. The :param line of a required parameter has
// the example's value, so that what is pasted answers something.
//
// A date is passed as its ISO string, and the statement makes it a date
// (date($from)): so a parameter is the same in Go, JSON, Browser and shell, and
// this package needs no driver.
//
// Neo4j Browser takes out every line that starts with two slashes before it
// splits what is pasted into statements, so that a comment stands on lines of
// its own, and no line within a text may start so.
package queries
