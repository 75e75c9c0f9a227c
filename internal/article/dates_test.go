package article

import (
	"testing"
	"time"
)

func TestParseDate(t *testing.T) {
	zone := time.FixedZone("IST", 5*3600+1800)
	for s, want := range map[string]string{
		"2026-05-02":                "2026-05-02T00:00:00+05:30",
		"2026-05-02 09:30":          "2026-05-02T09:30:00+05:30",
		"2026-05-02T09:30":          "2026-05-02T09:30:00+05:30",
		"2026-05-02 09:30:10":       "2026-05-02T09:30:10+05:30",
		"2026-05-02T09:30:10":       "2026-05-02T09:30:10+05:30",
		"2026-05-02T09:30Z":         "2026-05-02T09:30:00Z",
		"2026-05-02T09:30:10Z":      "2026-05-02T09:30:10Z",
		"2026-05-02T09:30:10.5Z":    "2026-05-02T09:30:10Z",
		"2026-05-02T09:30:10-04:00": "2026-05-02T09:30:10-04:00",
		"2026-05-02 09:30:10-04:00": "2026-05-02T09:30:10-04:00",
		"2026-05-02 09:30:10 -0400": "2026-05-02T09:30:10-04:00",
		"2026-05-02 9:30:10 -0400":  "2026-05-02T09:30:10-04:00",
		"2026-05-02 09:30 -0400":    "2026-05-02T09:30:00-04:00",
		"2026-05-02 09:30:10 -4":    "2026-05-02T09:30:10-04:00",
		"2026-05-02 09:30:10 +05":   "2026-05-02T09:30:10+05:00",
		"2024-02-29":                "2024-02-29T00:00:00+05:30",
	} {
		got, err := ParseDate(s, zone)
		if err != nil || got.Format(time.RFC3339) != want {
			t.Errorf("%q: %s, %v; want %s", s, got.Format(time.RFC3339), err, want)
		}
	}
	for s, want := range map[string]string{
		"":                 "it is not a date",
		"tomorrow":         "it is not a date",
		"02.05.2026":       "it is not a date",
		"5 May 2026":       "it is not a date",
		"2026-13-01":       "there is no month 13",
		"2026-00-01":       "there is no month 0",
		"2025-02-29":       "month 2 of 2025 has 28 days",
		"2026-04-31":       "month 4 of 2026 has 30 days",
		"2026-04-31 09:00": "month 4 of 2026 has 30 days",
		"2026-05-02 25:00": "it is not a date",
	} {
		if got, err := ParseDate(s, zone); err == nil || err.Error() != want {
			t.Errorf("%q: %v, %v; want the error %q", s, got, err, want)
		}
	}
}

func TestStatus(t *testing.T) {
	now := time.Date(2026, 5, 2, 12, 0, 0, 0, time.UTC)
	past, future := now.Add(-time.Hour), now.Add(time.Hour)
	for name, c := range map[string]struct {
		a    Article
		want Status
	}{
		"past":             {Article{Date: past}, Public},
		"this moment":      {Article{Date: now}, Public},
		"future":           {Article{Date: future}, Scheduled},
		"embargo":          {Article{Date: past, Embargo: future}, Scheduled},
		"embargo is over":  {Article{Date: past, Embargo: past}, Public},
		"expires later":    {Article{Date: past, Expires: future}, Public},
		"expires now":      {Article{Date: past, Expires: now}, Expired},
		"expired in draft": {Article{Date: past, Expires: past, Draft: true}, Draft},
		"draft":            {Article{Date: past, Draft: true}, Draft},
	} {
		if got := c.a.Status(now); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}

func TestModified(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 5, d, 0, 0, 0, 0, time.UTC) }
	for name, c := range map[string]struct {
		a    Article
		want int
	}{
		"never":        {Article{Date: day(2)}, 2},
		"before birth": {Article{Date: day(2), Updated: day(1)}, 2},
		"updated":      {Article{Date: day(2), Updated: day(4)}, 4},
		"corrected":    {Article{Date: day(2), Updated: day(4), Notes: []Note{{Date: day(6), Severity: "correction"}}}, 6},
		"a typo":       {Article{Date: day(2), Notes: []Note{{Date: day(6), Severity: "typo"}}}, 2},
		"retracted":    {Article{Date: day(2), Retracted: &Note{Date: day(9)}}, 9},
	} {
		if got := c.a.Modified(); !got.Equal(day(c.want)) {
			t.Errorf("%s: %v, want day %d", name, got, c.want)
		}
	}
}

func TestPeopleAndConsent(t *testing.T) {
	p, findings := ReadPerson("content/people/asha.yml", []byte("name: {en: Asha, hi: आशा}\ncredentials: MBBS\nlinks: https://example.org\n"))
	demand(t, findings)
	if p.Key != "asha" || p.Name.In("hi") != "आशा" || p.Credentials.In("hi") != "MBBS" || len(p.Links) != 1 {
		t.Errorf("read %+v", p)
	}
	c, findings := ReadConsent("content/consent/k7.yaml", []byte("scopes: [site, social]\nstatus: given\nfrom: 2026-01-01\n"), time.UTC)
	demand(t, findings)
	if c.Ref != "k7" || len(c.Scopes) != 2 || c.Status.S != "given" {
		t.Errorf("read %+v", c)
	}
	for name, c := range map[string]struct{ src, want string }{
		"no name":          {"role: doctor\n", "content/missing 0:0 … name is missing"},
		"unknown key":      {"name: A\nnmae: B\n", "content/key 2:1 … did you mean name?"},
		"twice":            {"name: A\nname: B\n", "content/duplicate-key 2:1"},
		"a language twice": {"name: {en: A, en: B}\n", "content/duplicate-key 1:15 … name.en is written twice"},
		"syntax":           {"name: [A\n", "content/front-matter 1:7"},
		"encoding":         {"name: Andr\xe9\n", "content/encoding 1:11"},
	} {
		t.Run(name, func(t *testing.T) {
			_, findings := ReadPerson("content/people/asha.yaml", []byte(c.src))
			demand(t, findings, c.want)
			for _, f := range findings {
				if f.Path != "content/people/asha.yaml" {
					t.Errorf("%+v", f)
				}
			}
		})
	}
}
