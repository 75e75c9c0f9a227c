package check

import "bytes"

// placeholders are what nadi new article writes to be replaced.
var placeholders = [...]string{"One or two plain sentences: what will the reader learn?", "Begin with what the reader most needs to know."}

// placeholder finds words that were to be replaced, in an article that is no
// draft any more.
func placeholder(p *Pass) {
	if p.Article.Draft {
		return
	}
	if p.Article.Summary.S == placeholders[0] {
		p.Report(p.Article.Summary.Span(), "the description is still the one that nadi new wrote", "say in one or two plain sentences what the reader will learn")
	}
	if bytes.Contains(p.Source[min(p.Article.BodyOffset, len(p.Source)):], []byte(placeholders[1])) {
		p.Report(p.Article.Title.Span(), "the text still begins with the words that nadi new wrote", "replace \""+placeholders[1]+"\"")
	}
}
