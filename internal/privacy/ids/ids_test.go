package ids_test

import (
	"testing"

	"nadi/internal/privacy/finding"
	"nadi/internal/privacy/ids"
	"nadi/internal/prose"
)

func found(known *finding.Known, p prose.Passage) (hits []finding.Hit) {
	lex := prose.NewLexicon()
	find := ids.New(lex, known)
	find(prose.NewReader(lex).Read(p), func(h finding.Hit) { hits = append(hits, h) })
	return hits
}

// TestProfiles: a country's numbers are looked for where its law holds; the
// others always.
func TestProfiles(t *testing.T) {
	for text, in := range map[string]finding.Profile{
		"SSN 212-55-0143":                   finding.US,
		"Medicare 4QW7-RT2-YU63":            finding.US,
		"DEA number AB7104970":              finding.US,
		"NHS number 999 590 8301":           finding.UK,
		"NINO JG103759A":                    finding.UK,
		"SMITH812310AB1CD":                  finding.UK,
		"Aadhaar 9999 5260 1814":            finding.IN,
		"आभा नंबर 14-2233-4455-6677":        finding.IN,
		"PAN ABCPK1234L":                    finding.IN,
		"वोटर आईडी XYZ7654321":              finding.IN,
		"Her car MH12 DE 4433 was towed":    finding.IN,
		"Pay ravi.k@okaxis for the tests":   finding.IN,
		"MRN 00482913":                      0,
		"GB54TEST19487574911862":            0,
		"card 4000 1661 3186 0919":          0,
		"social insurance number 952890788": 0,
	} {
		for _, on := range []finding.Profile{0, finding.US, finding.IN, finding.UK} {
			hits := found(&finding.Known{Profiles: on}, prose.Passage{Text: text})
			if want := in == 0 || in == on; (len(hits) > 0) != want {
				t.Errorf("%q with profile %d: %v", text, on, rules(hits))
			}
		}
	}
}

// TestKnownPhones: the organisation's own telephones are no other number.
func TestKnownPhones(t *testing.T) {
	known := &finding.Known{Profiles: finding.Everywhere, Phones: []string{"999 590 8301", "+91 99995 26018 14"}}
	for _, text := range []string{"999 590 8301", "9999 5260 1814"} {
		if hits := found(known, prose.Passage{Text: text}); len(hits) > 0 {
			t.Errorf("%q: %v", text, rules(hits))
		}
	}
	if hits := found(nil, prose.Passage{Text: "MRN 00482913"}); len(hits) != 1 {
		t.Error("nothing is known, and nothing was found")
	}
}

// TestPlaces: a hit covers the value and nothing else, in the bytes of the
// folded text.
func TestPlaces(t *testing.T) {
	for text, want := range map[string]string{
		"Her SSN (212-55-0143).": "212-55-0143",
		"आधार नंबर ९९९९ ५२६० १८१४ है।":                     "9999 5260 1814",
		"His bike, DL 8S CB 1234, was found":               "DL 8S CB 1234",
		"MRN-448120 was seen":                              "448120",
		"see https://p.example.org/patients/00482913/view": "00482913",
		"DVLA NO is MORGA 753116SM91J 01 thanks":           "MORGA 753116SM91J 01",
		"Hospital no. 55 20 187 is hers":                   "55 20 187",
		"client_ip=41.173.96.26:8080":                      "41.173.96.26",
		"NI number JG 10 37 59 A, she said":                "JG 10 37 59 A",
		"Write to asha.k@abdm.":                            "asha.k@abdm",
		"His plate is ABC 1234 now":                        "ABC 1234",
	} {
		lex := prose.NewLexicon()
		find := ids.New(lex, nil)
		text := prose.NewReader(lex).Read(prose.Passage{Text: text})
		got := ""
		find(text, func(h finding.Hit) { got += text.Folded[h.From:h.To] })
		if got != want {
			t.Errorf("%q: %q, not %q", text.Folded, got, want)
		}
	}
}

// TestKinds: weak forms that stand alone count in prose, not in file names,
// addresses and code.
func TestKinds(t *testing.T) {
	for kind, want := range map[prose.Kind]int{prose.Paragraph: 1, prose.Caption: 1, prose.FileName: 0, prose.Address: 0, prose.Slug: 0, prose.Code: 0} {
		known := &finding.Known{Profiles: finding.Everywhere}
		if hits := found(known, prose.Passage{Text: "XYZ7654321", Kind: kind}); len(hits) != want {
			t.Errorf("kind %d: %v", kind, rules(hits))
		}
	}
}
