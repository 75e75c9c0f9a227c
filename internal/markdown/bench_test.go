package markdown

import (
	"bytes"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
)

// article is 8 kB of what an article is like: half English, half Hindi.
var article = func() []byte {
	const part = `## Blood pressure at home

Measure **twice** a day, *sitting*, and write the numbers down. A reading over 140/90 on [three days](pressure.md "How to measure") means that you should see a doctor; one over 180/120 with chest pain is an [emergency](tel:112).[^%d]

![A woman measures her blood pressure at a table](cuff.jpg "The cuff is at the height of the heart"){credit="Riverside Hospital" people=model consent=c-2026-014}

- Rest five minutes before you begin.
- Do not drink tea, coffee or alcohol in the half hour before.
- Keep the arm on a table, and the back straight.

> [!WARNING] When to call
> Call 112 if there is pain in the chest, or if speech is slurred.

## रक्तचाप घर पर नापें

दिन में **दो बार**, बैठकर, रक्तचाप नापें और अंक लिख लें। यदि [तीन दिन](pressure.hi.md) तक माप 140/90 से ऊपर रहे तो डॉक्टर से मिलें। सीने में दर्द हो तो तुरंत 112 पर फ़ोन करें।

1. नापने से पहले पाँच मिनट आराम करें।
2. आधा घंटा पहले चाय या कॉफ़ी न पिएँ।

| Reading | Meaning | क्या करें |
|--------:|:-------:|-----------|
| below 120/80 | normal | कुछ नहीं |
| 140/90 | high | डॉक्टर से मिलें |

[^%d]: World Health Organization, <https://www.who.int/news-room/fact-sheets/detail/hypertension>.

`
	var b strings.Builder
	for i := 1; b.Len() < 8000; i++ {
		b.WriteString(strings.ReplaceAll(part, "%d", string(rune('0'+i))))
	}
	return []byte(b.String())
}()

func BenchmarkParseAndRender(b *testing.B) {
	p := New(Options{Labels: english})
	targets := as(p.Parse(article, 1, "slug"))
	var out bytes.Buffer
	b.SetBytes(int64(len(article)))
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		p.Parse(article, 1, "slug").AppendHTML(&out, targets)
	}
}

// BenchmarkPlainGoldmark is the measure: the same extensions, nothing else.
func BenchmarkPlainGoldmark(b *testing.B) {
	g := goldmark.New(goldmark.WithExtensions(extension.GFM, extension.Footnote, extension.DefinitionList))
	var out bytes.Buffer
	b.SetBytes(int64(len(article)))
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := g.Convert(article, &out); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParse(b *testing.B) {
	p := New(Options{Labels: english})
	b.SetBytes(int64(len(article)))
	b.ReportAllocs()
	for b.Loop() {
		p.Parse(article, 1, "slug")
	}
}
