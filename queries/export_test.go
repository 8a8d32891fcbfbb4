package queries

// For tests of package queries_test.
const WhoIs = whoIs

var (
	Distance   = distance
	Suggestion = suggestion
	Parse      = parse
	ReadValue  = literal
)

// Read takes a value from a command line.
func (p Param) Read(s string) (any, error) { return p.read(s) }
