package ids

import (
	"strings"

	"nadi/internal/privacy/finding"
	"nadi/internal/prose"
)

// What a word is to a strict look.
const (
	written uint32 = 1 << iota // a number after it stands on some paper: file, slip, number
	between                    // it may stand between such a word and the number
)

// wordsPapers are words of whatever bears a number.
const wordsPapers = `
number no nos num nr file files form slip slips record records chart folder register entry ticket token label tag band wristband bracelet receipt bill voucher card reference ref id code docket paper papers report sheet envelope folio dossier case locker barcode sticker stub chit
नंबर नम्बर नं न० नं० संख्या क्रमांक क्र फाइल फ़ाइल फॉर्म फ़ॉर्म पर्ची पर्चे पर्चा रसीद बिल टोकन कार्ड रजिस्टर रिकॉर्ड रिपोर्ट लिफाफे लिफ़ाफ़े टैग आईडी कोड केस पंजी
nambar numbar sankhya kramank fail parchi parcha raseed rasid ragister lifafe
`

const wordsBetween = `
is was were reads read marked says said stamped with as the its his her their bore bears bearing under number no nos num id
है था थी पर में का की के यह लिखा
hai tha thi par mein ka ki ke
`

// publicForms are forms that offices give to everybody, and short numbers that
// everybody may call.
const publicForms = " 1040 1095 1098 1099 1120 1450 1500 2848 8889 8962 14400 14410 14416 14420 14443 14446 14490 14555 14566 14567 14568 116117 116123 116000 741741 "

// doubtful reports a number directly after a word of papers. It is never sure.
func (f *finder) doubtful(v *view, next int, report func(finding.Hit)) int {
	if v.url || v.plus || v.comma || v.counts() || v.marks&(stop|colon) != 0 || (v.near|v.tight)&(phone|version) != 0 || v.tight&refers != 0 {
		return next
	}
	to, digits := v.value()
	if c := v.t.Tokens[v.first]; c.Sort == prose.Word && otherForm(v.s[v.from:c.To]) {
		return next
	}
	if digits < 4 && !(v.mixed && digits >= 3) || to-v.from > 24 || digits*3 < to-v.from || v.dialled(to, digits) || v.dated() || !f.onPaper(v) {
		return next
	}
	if strings.Contains(publicForms, " "+strings.SplitN(v.s[v.from:v.to], "-", 2)[0]+" ") || f.public(v.s[v.from:to]) || v.wide&body != 0 && v.wide&person == 0 {
		return next
	}
	report(finding.Hit{Rule: "privacy/record-number", From: v.from, To: to, What: "a number as papers bear it", Because: "the article tells of a patient, and a word beside it says that it is a number of something"})
	return max(next, tokenAt(v.t, next, to))
}

// otherForm reports whether letters before a number are those of the bodies
// whose forms everybody fills in: CMS-1500, SSA-1099, DS-160, VA 10-10.
func otherForm(letters string) bool {
	switch letters {
	case "CMS", "SSA", "DS", "VA", "HCFA", "UB", "FDA", "HHS", "OCR", "DOH", "FL", "HC", "SF", "OMB", "CDC", "x":
		return true
	}
	return false
}

// onPaper reports whether a word of papers stands before the piece, with at
// most three small words and a mark or two between.
func (f *finder) onPaper(v *view) bool {
	words := 0
	for j, steps := v.first-1, 0; j >= 0 && steps < 8; j, steps = j-1, steps+1 {
		k := v.t.Tokens[j]
		if k.Sort == prose.Mark {
			if c := v.s[k.From]; !has(":#.-('\"/", c) && c < 0x80 {
				return false
			}
			continue
		}
		switch w := f.cues.papers.Get(k.ID); {
		case w&written != 0:
			return words > 0 || !v.t.Tokens[v.first].First || k.To-k.From <= 6 // no. 4471, not "the folder. 4471 …"
		case w&between == 0 || k.First || words == 3:
			return false
		}
		words++
	}
	return false
}

// dialled reports whether digits are parted, or as many, as those of a
// telephone, which others look for.
func (v *view) dialled(to, digits int) bool {
	if v.mixed {
		return false
	}
	return digits >= 10 || digits == 7 && v.marks == hyphen && digitRun(v.s, v.from) == 3
}

// counts reports whether the next word is one that numbers count, however
// many there are: संख्या 45000 मरीज.
func (v *view) counts() bool {
	next := v.last + 1
	return v.counted(v.to) || !v.mixed && next < len(v.t.Tokens) && v.f.cues.counts.Get(v.t.Tokens[next].ID) != 0
}

// dated reports whether the piece is a year, a range of years or a date.
func (v *view) dated() bool {
	if v.mixed {
		return false
	}
	return v.year() || v.marks&(hyphen|slash) != 0 && !counter(v.s[v.from:v.to])
}
