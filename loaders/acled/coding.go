package acled

import (
	"strings"

	"github.com/entente/entente/graph"
	"github.com/entente/entente/loaders/codes"
)

// A code is what PLOVER and CAMEO say of an ACLED event.
type code struct {
	of    graph.EventType
	mode  string
	cameo string
	act   string
	known bool
}

// coding gives the code of a sub-event, or of its event type where that is in
// no list. A change of names or of bases is no event of PLOVER's.
func coding(event, sub string) code {
	c, ok := subEvents[strings.ToLower(sub)]
	if !ok {
		c = events[strings.ToLower(event)]
	}
	c.known = ok
	if c.act == "" {
		c.act = codes.Act(c.of, c.cameo)
	}
	return c
}

var events = map[string]code{
	"battles": {of: graph.Assault, cameo: "190", act: "fights"}, "explosions/remote violence": {of: graph.Assault, cameo: "190"},
	"violence against civilians": {of: graph.Assault, cameo: "180"}, "protests": {of: graph.Protest, cameo: "140"}, "riots": {of: graph.Protest, mode: "riot", cameo: "145"},
}

var subEvents = map[string]code{
	"armed clash":                         {of: graph.Assault, cameo: "190", act: "fights"},
	"government regains territory":        {of: graph.Assault, cameo: "190", act: "fights"},
	"non-state actor overtakes territory": {of: graph.Assault, cameo: "190", act: "fights"},
	"chemical weapon":                     {of: graph.Assault, mode: "unconventional", cameo: "2041"},
	"air/drone strike":                    {of: graph.Assault, mode: "aerial", cameo: "195"},
	"suicide bomb":                        {of: graph.Assault, mode: "suicide-attack", cameo: "1831"},
	"shelling/artillery/missile attack":   {of: graph.Assault, mode: "heavy-weapons", cameo: "194"},
	"remote explosive/landmine/ied":       {of: graph.Assault, mode: "explosives", cameo: "183"},
	"grenade":                             {of: graph.Assault, mode: "explosives", cameo: "183"},
	"sexual violence":                     {of: graph.Assault, mode: "sexual", cameo: "1821"},
	"attack":                              {of: graph.Assault, cameo: "180"},
	"abduction/forced disappearance":      {of: graph.Assault, mode: "abduct", cameo: "181"},
	"peaceful protest":                    {of: graph.Protest, mode: "demo", cameo: "141"},
	"protest with intervention":           {of: graph.Protest, mode: "demo", cameo: "141"},
	"excessive force against protesters":  {of: graph.Protest, mode: "demo", cameo: "141"},
	"violent demonstration":               {of: graph.Protest, mode: "riot", cameo: "145"},
	"mob violence":                        {of: graph.Protest, mode: "riot", cameo: "145"},
	"agreement":                           {of: graph.Agree, cameo: "057"},
	"arrests":                             {of: graph.Coerce, mode: "arrest", cameo: "173"},
	"looting/property destruction":        {of: graph.Coerce, mode: "seize", cameo: "171"},
	"headquarters or base established":    {of: graph.Mobilize, mode: "troops", cameo: "154"},
	"non-violent transfer of territory":   {of: graph.Retreat, mode: "withdraw", cameo: "087"},
	"disrupted weapons use":               {act: "disarms"},
	"change to group/activity":            {act: "changes"},
	"other":                               {act: "acts towards"},
}
