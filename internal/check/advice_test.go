package check_test

import (
	"strings"
	"testing"
)

// TestCountsAreSaid: who is told that a text is hard learns by which measure.
func TestCountsAreSaid(t *testing.T) {
	for lang, x := range map[string]struct{ body, want string }{
		"":    {strings.Repeat("Immunocompromised individuals necessitating antimicrobial administration communicate with multidisciplinary practitioners. ", 30), "SMOG "},
		".hi": {strings.Repeat("हाथ धोने से पहले नल खोलिए और साबुन लगाइए और उंगलियों के बीच और नाखूनों के नीचे अच्छी तरह रगड़िए "+"और उसके बाद साफ पानी से धोइए और साफ कपड़े से सुखाइए ताकि कीटाणु न लगें। ", 6), "6 long sentences"},
	} {
		files := base(t)
		one := story("", x.body)
		one.File = "content/articles/other" + lang + ".md" // other.md is there
		one.Text = strings.Replace(one.Text, "story123", "other123", 1)
		lay(files, one)
		said := ""
		for _, f := range findings(t, files) {
			if f.Rule == "language/grade" {
				said = f.Message
			}
		}
		if !strings.Contains(said, x.want) {
			t.Errorf("%q said %q", lang, said)
		}
	}
}
