package check

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"nadi/internal/markdown"
)

// nameLike are alternative texts that a camera or a program made.
var nameLike = regexp.MustCompile(`(?i)^\s*(?:[\w-]+\.(?:jpe?g|png|gif|webp|svg|heic|bmp|tiff?)|(?:img|dsc|dscn|pxl|photo|image|picture|pic|screenshot|untitled|whatsapp image)[\s_-]*\d*|[\d\s_.-]+|alt(?: text)?|चित्र|फोटो|तस्वीर|फ़ोटो)\s*$`)

func altName(p *Pass) {
	for _, l := range p.Doc.Links {
		if l.Kind == markdown.Image && strings.TrimSpace(l.Text) != "" {
			p.altIs(l.Text, l.Dest, func(m, h string) { p.Report(l.Span, m, h) })
		}
	}
	if i := p.Article.Image; i != nil {
		p.altIs(i.Alt.S, i.Src.S, func(m, h string) { p.Report(i.Alt.Span(), m, h) })
	}
}

func (p *Pass) altIs(alt, file string, report func(message, hint string)) {
	stem := strings.TrimSuffix(path.Base(file), path.Ext(file))
	if alt != "" && (nameLike.MatchString(alt) || strings.EqualFold(alt, stem)) {
		report(fmt.Sprintf("the alt text %q is the name of a file or says nothing", alt), "say what the picture shows, as you would on the telephone")
	}
}

func linkText(p *Pass) {
	for _, l := range p.Doc.Links {
		if l.Kind != markdown.Anchor && l.Kind != markdown.Document {
			continue
		}
		if text := plainLink(l.Text); isVague(text) {
			p.Report(l.Span, fmt.Sprintf("the link text %q says nothing when it is read out alone", l.Text), "name what the link leads to")
		}
	}
}

func plainLink(s string) string {
	return strings.ToLower(strings.Trim(strings.TrimSpace(s), ".…!>»→ "))
}

func isVague(text string) bool {
	switch text {
	case "click here", "click", "here", "read more", "more", "this", "this link", "link", "this page", "learn more", "see more", "more info", "more information", "continue", "details", "go", "download", "page", "website", "read this", "find out more", "check here", "tap here", "see here",
		"यहाँ क्लिक करें", "यहां क्लिक करें", "यहाँ", "यहां", "क्लिक करें", "और पढ़ें", "और जानें", "अधिक", "लिंक", "यह लिंक", "ज़्यादा जानें", "अधिक जानकारी", "यहाँ देखें", "यहां देखें":
		return true
	}
	return false
}

func headingOrder(p *Pass) {
	last := 1
	for _, h := range p.Doc.Headings {
		if h.Level > last+1 {
			p.Report(h.Span, fmt.Sprintf("a heading of level %d follows one of level %d", h.Level, last), "write "+strings.Repeat("#", last+1)+"; whoever finds their way by headings would look for the missing one")
		}
		last = h.Level
	}
}

// transcripts asks of a recording what whoever cannot hear or see it needs.
func transcripts(p *Pass) {
	for _, l := range p.Doc.Links {
		if l.Kind == markdown.Media && l.Attrs["transcript"] == "" {
			p.Report(l.Span, fmt.Sprintf("the recording %q has no transcript", l.Dest), "write its words into a file and add {transcript=FILE} behind it")
		}
	}
}

// captions asks of a film that its words can be read while it is seen.
func captions(p *Pass) {
	for _, l := range p.Doc.Links {
		if l.Kind == markdown.Media && film(l.Dest) && l.Attrs["captions"] == "" {
			p.Report(l.Span, fmt.Sprintf("the film %q has no subtitles", l.Dest), "write them into a .vtt file and add {captions=FILE} behind it")
		}
	}
}

func film(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".mp4", ".webm", ".mov", ".m4v":
		return true
	}
	return false
}

// wordsInPicture are alternative texts of pictures that are made of words.
var wordsInPicture = regexp.MustCompile(`(?i)^\s*(?:text|poster|flyer|flier|notice|infographic|screenshot|leaflet|announcement|पोस्टर|सूचना|पर्चा)\b.{0,20}[:,]|^\s*(?:poster|flyer|notice|screenshot|leaflet) with text`)

func textPicture(p *Pass) {
	if i := p.Article.Image; i != nil && wordsInPicture.MatchString(i.Alt.S) {
		p.Report(i.Alt.Span(), "the picture is made of words", "posts would carry them as a picture; write them in the article, and choose a picture that shows something")
	}
}

func tableHeader(p *Pass) {
	for _, t := range p.Doc.Tables {
		if t.Unnamed > 0 && t.Columns > 1 {
			p.Report(t.Span, fmt.Sprintf("column %d of this table has no name", t.Unnamed), "write what the column holds into its first row")
		}
	}
}
