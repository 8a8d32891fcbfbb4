package news

import (
	"strings"
	"testing"
	"time"
)

func TestParseText(t *testing.T) {
	body := "The two ministers met in Lima on Friday and agreed to reopen the crossing. Trucks will pass again within a week, they said, and the tariff dispute goes to a panel of three.\n\nA second paragraph follows. It has two sentences."
	for _, c := range []struct {
		name, in string
		want     Article
	}{
		{"clock, section and date above the title",
			"Today : Sep 2, 2025\nAmericas Desk\n1 September 2025\n\nBorder crossing to reopen after ministers meet\n\nLong queues at the pass are to end, and traders on both sides hope for calm.\n\n" + body,
			Article{Title: "Border crossing to reopen after ministers meet", Section: "Americas Desk", Subtitle: "Long queues at the pass are to end, and traders on both sides hope for calm.",
				Text: "Long queues at the pass are to end, and traders on both sides hope for calm.\n\n" + body, Published: day("2025-09-01")}},
		{"title, byline, date",
			"Border crossing to reopen\n\nBy Ana Pardo\nSeptember 1, 2025\n\n" + body,
			Article{Title: "Border crossing to reopen", Author: "Ana Pardo", Text: body, Published: day("2025-09-01")}},
		{"standfirst before the byline",
			"Border crossing to reopen\nLong queues at the pass are to end.\nBy Ana Pardo and Luis Vera | 1 Sep 2025 10:30 GMT | 3 min read\n\n" + body,
			Article{Title: "Border crossing to reopen", Subtitle: "Long queues at the pass are to end.", Author: "Ana Pardo and Luis Vera", Text: body,
				Published: day("2025-09-01"), PublishedAt: time.Date(2025, 9, 1, 10, 30, 0, 0, time.UTC)}},
		{"labels",
			"Title: Border crossing to reopen\nDate: 2025-09-01\nSource: The Andes Courier\nURL: https://news.example/a?id=1\nSection: World\n\n" + body,
			Article{Title: "Border crossing to reopen", Publisher: "The Andes Courier", URL: "https://news.example/a?id=1", Section: "World", Text: body, Published: day("2025-09-01")}},
		{"published before updated, whatever comes first",
			"Updated: 3 September 2025\nPublished: 1 September 2025\n\nBorder crossing to reopen\n\n" + body,
			Article{Title: "Border crossing to reopen", Text: body, Published: day("2025-09-01")}},
		{"updated only",
			"Border crossing to reopen\nLast updated on 3 September 2025\n\n" + body,
			Article{Title: "Border crossing to reopen", Text: body, Published: day("2025-09-03")}},
		{"no head at all", body, Article{Text: body}},
		{"hard-wrapped body without a head",
			"The two ministers met in Lima on Friday and agreed to reopen the\ncrossing at once. Trucks will pass again within a week, they said, and the\ntariff dispute goes to a panel.",
			Article{Text: "The two ministers met in Lima on Friday and agreed to reopen the\ncrossing at once. Trucks will pass again within a week, they said, and the\ntariff dispute goes to a panel."}},
		{"title over a hard-wrapped body, no blank line",
			"Border crossing to reopen\n1 September 2025\nThe two ministers met in Lima on Friday and agreed to reopen the\ncrossing at once. Trucks will pass again.",
			Article{Title: "Border crossing to reopen", Published: day("2025-09-01"), Text: "The two ministers met in Lima on Friday and agreed to reopen the\ncrossing at once. Trucks will pass again."}},
		{"dateline with a whole date",
			"Border crossing to reopen\n\nLIMA, Sept 1, 2025 (Agency) - " + body,
			Article{Title: "Border crossing to reopen", Text: "LIMA, Sept 1, 2025 (Agency) - " + body, Published: day("2025-09-01")}},
		{"dateline without a year gives no date",
			"Border crossing to reopen\n\nLIMA, Sept 1 (Agency) - " + body,
			Article{Title: "Border crossing to reopen", Text: "LIMA, Sept 1 (Agency) - " + body}},
		{"date line first, as wikis have it",
			"Monday, September 1, 2025 \n\n\n" + body,
			Article{Text: body, Published: day("2025-09-01")}},
		{"a title that asks", "Will the crossing reopen?\n\n" + body, Article{Title: "Will the crossing reopen?", Text: body}},
		{"section over title and byline", "Mountains and Borders\n\nBorder Crossing to Reopen After Talks\nBy Ana Pardo | 2 Sep 2025\n\n" + body,
			Article{Section: "Mountains and Borders", Title: "Border Crossing to Reopen After Talks", Author: "Ana Pardo", Text: body, Published: day("2025-09-02")}},
		{"a headline with a dash", "EXCLUSIVE – Border crossing to reopen\n2 Sep 2025\n\n" + body,
			Article{Title: "EXCLUSIVE – Border crossing to reopen", Text: body, Published: day("2025-09-02")}},
		{"a headline that exclaims in quotes", "Pardo: “Open it now!”\n\n" + body, Article{Title: "Pardo: “Open it now!”", Text: body}},
		{"breadcrumbs", "Home > World > Americas\n2 Sep 2025\n\nBorder crossing to reopen after talks\n\n" + body,
			Article{Section: "Americas", Title: "Border crossing to reopen after talks", Text: body, Published: day("2025-09-02")}},
		{"a crosshead stays in the text", "Border crossing to reopen\n\nLong queues to end soon\n\nThe talks\n\n" + body,
			Article{Title: "Border crossing to reopen", Subtitle: "Long queues to end soon", Text: "The talks\n\n" + body}},
		{"one line", "Border crossing to reopen", Article{Text: "Border crossing to reopen"}},
		{"carriage returns", "Border crossing to reopen\r\n\r\nTrucks pass again.\r\n", Article{Title: "Border crossing to reopen", Text: "Trucks pass again."}},
		{"a body that begins with By", "By the time the ministers met, the queue was long.\n\nIt went on.",
			Article{Text: "By the time the ministers met, the queue was long.\n\nIt went on."}},
		{"a date inside the first sentence", "On 1 September 2025 the ministers met.", Article{Text: "On 1 September 2025 the ministers met."}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := parseText(c.in); got != c.want {
				t.Errorf("got\n%+v\nwant\n%+v", got, c.want)
			}
		})
	}
}

func FuzzParseText(f *testing.F) {
	f.Add("Today : Sep 2, 2025\nWorld\n1 September 2025\n\nTitle\n\nSub.\n\nBody one. Body two.")
	f.Add("By X\n\n")
	f.Add("A\nB\nC\nD\nE | 1 May 2020\n\nTitle:\n")
	f.Add("LIMA, Sept 1, 2025 (Agency) - ")
	f.Fuzz(func(t *testing.T, s string) {
		a := parseText(s)
		norm := strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
		if !strings.Contains(norm, a.Text) {
			t.Fatalf("text %q is no piece of %q", a.Text, norm)
		}
		if strings.TrimSpace(s) != "" && strings.TrimSpace(a.Text) == "" {
			t.Fatalf("%q gives no text", s)
		}
	})
}
