package person

import (
	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// fileName looks for a patient in the name of a file or an address:
// tommy-brandt-leukemia.jpg. Without capitals only names of the lists count,
// and only beside a word of care; doctors' portraits have such names too.
func (f *finder) fileName(t *prose.Text, report func(finding.Hit)) {
	from, to, care := -1, 0, false
	prev := -1 // the word before
	for i := range t.Tokens {
		k := &t.Tokens[i]
		if k.Sort != prose.Word && k.Sort != prose.Mixed {
			continue
		}
		b, w := f.names.Get(k.ID), f.care.Get(k.ID)
		if b&(staffTitle|credential|org) != 0 || b&role != 0 && w&patient == 0 {
			return
		}
		care = care || w&(patient|passive|event|treat|ward) != 0
		if prev >= 0 && i-prev <= 2 && b&(surname|surnameWord) == surname && f.startsFileName(t.Tokens[prev].ID) {
			from, to = int(t.Tokens[prev].From), int(k.To)
		}
		prev = i
	}
	if from >= 0 && care {
		report(finding.Hit{Rule: ruleName, From: from, To: to, What: "the name of a patient", Because: "it stands beside an illness in the name of a file"})
	}
}

func (f *finder) startsFileName(id prose.WordID) bool {
	b := f.names.Get(id)
	return b&given != 0 && b&givenWord == 0 && len(f.staff[id]) == 0
}
