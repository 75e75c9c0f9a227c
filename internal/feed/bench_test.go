package feed

import (
	"bytes"
	"strings"
	"testing"
)

// BenchmarkFeed writes a list of twenty articles of ten kilobytes each, as
// every topic and tag of a site needs it.
func BenchmarkFeed(b *testing.B) {
	f, es := sample()
	es[0].HTML = strings.Repeat(`<p>खाना खाने से पहले <a href="https://news.example.org/a/" class="x">हाथ</a> धोएँ &amp; सुखाएँ.</p>`+"\n", 60)
	for len(es) < 20 {
		es = append(es, es[0])
	}
	for _, x := range formats {
		b.Run(x.name, func(b *testing.B) {
			b.ReportAllocs()
			var buf bytes.Buffer
			for b.Loop() {
				buf.Reset()
				if err := x.write(&buf, f, es); err != nil {
					b.Fatal(err)
				}
			}
			b.SetBytes(int64(buf.Len()))
		})
	}
}
