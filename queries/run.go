package queries

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// A Runner reads a database. It must not let the statement change anything.
type Runner interface {
	// Read runs one statement and hands over each row as it comes, with the
	// columns' names; an error of visit ends it and is returned.
	Read(ctx context.Context, cypher string, params map[string]any, visit func(columns []string, row []any) error) error
}

// Run asks q with params, checked and completed by Bind. Where nothing is found
// because the graph does not know an actor that is asked about, the error says
// so and suggests names.
func Run(ctx context.Context, r Runner, q Query, params map[string]any, visit func(columns []string, row []any) error) error {
	bound, err := q.Bind(params)
	if err != nil {
		return err
	}
	found := false
	err = r.Read(ctx, q.Cypher, bound, func(columns []string, row []any) error {
		found = true
		return visit(columns, row)
	})
	if err == nil && !found {
		err = q.unknownActors(ctx, r, bound)
	}
	if err != nil {
		return fmt.Errorf("query %s: %w", q.Name, err)
	}
	return nil
}

// Parse reads parameters as a command line gives them, "name=value" each. A
// list is separated by commas, or given several times. It checks what is given,
// but not what is missing: Bind does.
func (q Query) Parse(args []string) (map[string]any, error) {
	params := map[string]any{}
	var errs []error
	for _, arg := range args {
		name, value, ok := strings.Cut(arg, "=")
		if !ok {
			errs = append(errs, fmt.Errorf("parameter %q: write it as name=value", arg))
			continue
		}
		p, err := q.known(name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		v, err := p.read(value)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if old, given := params[name]; given {
			list, ok := old.([]string)
			if !ok {
				errs = append(errs, fmt.Errorf("parameter %s is given twice", name))
				continue
			}
			v = append(list, v.([]string)...)
		}
		params[name] = v
	}
	return params, errors.Join(errs...)
}

// Bind checks params and adds the defaults of those that are missing. The error
// names everything that is wrong, one line each.
func (q Query) Bind(params map[string]any) (map[string]any, error) {
	bound := map[string]any{}
	var errs []error
	for _, name := range slices.Sorted(maps.Keys(params)) {
		if _, err := q.known(name); err != nil {
			errs = append(errs, err)
		}
	}
	for _, p := range q.Params {
		v := params[p.Name]
		if s, ok := v.(string); ok && strings.TrimSpace(s) == "" {
			v = nil
		}
		switch {
		case v != nil:
			checked, err := p.check(v)
			if err != nil {
				errs = append(errs, err)
			}
			bound[p.Name] = checked
		case p.Required:
			errs = append(errs, fmt.Errorf("parameter %s of query %s is missing (%s; for example -p %s)", p.Name, q.Name, p.Doc, q.example(p)))
		default:
			bound[p.Name] = p.Default
		}
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	return bound, nil
}

// Script gives the query as a file to paste into Neo4j Browser or cypher-shell,
// with params in its :param lines.
func (q Query) Script(params map[string]any) (string, error) {
	bound, err := q.Bind(params)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for line := range strings.Lines(q.Source) {
		if name, ok := paramLine(line); ok {
			fmt.Fprintf(&b, ":param %s => %s;\n", name, Literal(bound[name]))
			continue
		}
		b.WriteString(line)
	}
	return b.String(), nil
}

func (q Query) known(name string) (Param, error) {
	if p, ok := q.param(name); ok {
		return p, nil
	}
	var names []string
	for _, p := range q.Params {
		names = append(names, p.Name)
	}
	if len(names) == 0 {
		return Param{}, fmt.Errorf("query %s has no parameters, so no %q either", q.Name, name)
	}
	return Param{}, fmt.Errorf("query %s has no parameter %q%s (it has %s)", q.Name, name, suggestion(name, names), strings.Join(names, ", "))
}

// example gives a parameter's example as a command line has it.
func (q Query) example(p Param) string {
	v := q.Example[p.Name]
	if list, ok := v.([]string); ok {
		v = strings.Join(list, ",")
	}
	arg := fmt.Sprintf("%s=%v", p.Name, v)
	if strings.ContainsAny(arg, " '\"$&|;()<>*?\\") {
		arg = "'" + strings.ReplaceAll(arg, "'", `'\''`) + "'"
	}
	return arg
}
