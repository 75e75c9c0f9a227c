package main

import (
	"fmt"
	"path/filepath"
	"strings"
	"time"
)

var (
	topics = []string{"heart", "infections", "children", "mind", "environment", "cancer", "women", "care"}
	tags   = []string{"air", "babies", "blood", "bones", "brain", "breathing", "diet", "eyes", "fever", "genes", "hands", "kidneys",
		"liver", "lungs", "medicines", "muscles", "nerves", "operations", "pain", "pregnancy", "rest", "skin", "sleep", "sport",
		"stomach", "teeth", "tests", "travel", "vaccines", "water"}
	writers   = []string{"asha-example", "rohan-example", "lila-example", "imran-example"}
	reviewers = []string{"dr-meera-example", "dr-vivek-example", "dr-noor-example"}
)

const emergency = "> [!EMERGENCY]\n> %s [112](tel:112) %s\n\n"

// write writes the i-th subject in both languages.
func write(dir string, i int, p pair) error {
	// Ten a month, the newest in October 2026.
	date := time.Date(2026, 10, 28, 0, 0, 0, 0, time.UTC).AddDate(0, -(i / 10), -(i % 10 * 2))
	base := filepath.Join(dir, "content", "articles", date.Format("2006"), fmt.Sprintf("subject-%04d", i))
	if p.en.title == "" || p.hi.title == "" {
		return fmt.Errorf("subject %d has no title", i)
	}
	if err := put(base+".md", article(i, date, p.en, "en")); err != nil {
		return err
	}
	return put(base+".hi.md", article(i, date, p.hi, "hi"))
}

// article is the whole file: the head from the number, the words from the
// corpus, and now and then a table, a picture and a link to the one before.
func article(i int, date time.Time, t text, lang string) []byte {
	var b strings.Builder
	words := inLanguage(lang)
	fmt.Fprintf(&b, "---\nid: subject%04d\nslug: subject-%04d\ntitle: %q\ndescription: %q\ndate: %s\n", i, i, plain(t.title), summary(t.body), date.Format(time.DateOnly))
	fmt.Fprintf(&b, "topics: [%s]\ntags: [%s, %s]\nauthors: [%s]\n", pick(topics, i), pick(tags, i), pick(tags, i/3+7), pick(writers, i))
	fmt.Fprintf(&b, "reviewedBy: %s\nlastReviewed: %s\nreviewDue: 2029-01-10\n", pick(reviewers, i), date.Format(time.DateOnly))
	source := t.source
	if source == "" {
		source = fmt.Sprintf("https://library.example.org/%04d", i)
	}
	fmt.Fprintf(&b, "sources:\n  - {title: %q, publisher: %q, url: %q}\n  - {title: %q, url: \"https://library.example.org/guides/%d\"}\n", words.source, words.publisher, source, words.guide, i%90)
	if i%3 == 0 {
		fmt.Fprintf(&b, "image: {src: ../../pictures/%s, alt: %q, credit: %q, people: none}\n", picture(i/3), words.alt, words.credit)
	}
	b.WriteString("---\n\n")
	fmt.Fprintf(&b, emergency, words.call[0], words.call[1])
	b.WriteString(t.body + "\n\n")
	if i%10 == 4 {
		b.WriteString(words.table + "\n\n")
	}
	if i%25 == 7 {
		fmt.Fprintf(&b, "![%s](../../pictures/%s %q){credit=%q people=none}\n\n", words.alt, picture(i), words.caption, words.credit)
	}
	if i%10 > 0 && date.AddDate(0, 0, 2).Month() == date.Month() && date.Day() < 27 {
		fmt.Fprintf(&b, words.before+"\n", fmt.Sprintf("subject-%04d.md", i-1))
	}
	return []byte(b.String())
}

func pick(from []string, i int) string { return from[i%len(from)] }

// summary is the beginning of a text, at most some 160 letters.
func summary(body string) string {
	for line := range strings.Lines(body) {
		if line = strings.TrimSpace(line); line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		var out []string
		n := 0
		for _, w := range strings.Fields(line) {
			if n += len([]rune(w)) + 1; n > 160 {
				return strings.TrimRight(strings.Join(out, " "), ",;:") + " …"
			}
			out = append(out, w)
		}
		return strings.Join(out, " ")
	}
	return ""
}

// phrases are what is the same in every article of a language.
type phrases struct {
	source, publisher, guide, alt, caption, credit, table, before string
	call                                                          [2]string
}

func inLanguage(lang string) phrases {
	if lang == "hi" {
		return phrases{
			source: "मूल पाठ", publisher: "एक पुस्तकालय", guide: "मरीज़ों के लिए जानकारी",
			alt: "रंगों के हल्के धब्बे और एक मैदान", caption: "सुबह का मैदान", credit: "चित्र: एक उदाहरण",
			table:  "| दिन | क्या करें | कितनी बार |\n| --- | --- | --- |\n| पहला | आराम करें और पानी पिएँ | हर घंटे |\n| दूसरा | डॉक्टर से बात करें | एक बार |",
			before: "आगे पढ़ें: [इससे पहले का लेख](%s)।",
			call:   [2]string{"साँस लेने में बहुत तकलीफ़ हो या कोई बेहोश हो जाए, तो", "पर फ़ोन करें; मन की तकलीफ़ में टेली-मानस, [14416](tel:14416)।"},
		}
	}
	return phrases{
		source: "The original text", publisher: "A library", guide: "Information for patients",
		alt: "Soft patches of colour above a field", caption: "A field in the morning", credit: "Picture: an example",
		table:  "| Day | What to do | How often |\n| --- | --- | --- |\n| First | rest, and drink water | every hour |\n| Second | talk to a doctor | once |",
		before: "Read on in [the article before this one](%s).",
		call:   [2]string{"If someone struggles for breath or faints, call", "at once; in distress of the mind Tele-MANAS, [14416](tel:14416)."},
	}
}
