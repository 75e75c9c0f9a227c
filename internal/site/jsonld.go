package site

import (
	"html/template"
	"strings"

	"nadi/internal/theme"
)

// Structured data in schema.org's vocabulary. An article is a NewsArticle
// inside a MedicalWebPage: authorship and evidence belong to the article,
// medical review to the page (schema.org defines reviewedBy and lastReviewed
// on WebPage; read 2026-11).

type ldGraph struct {
	Context string `json:"@context"`
	Graph   []any  `json:"@graph"`
}

type ldRef struct {
	ID string `json:"@id"`
}

type ldOrganization struct {
	Type string   `json:"@type"`
	ID   string   `json:"@id,omitempty"`
	Name string   `json:"name"`
	URL  string   `json:"url,omitempty"`
	Logo *ldImage `json:"logo,omitempty"`
}

type ldImage struct {
	Type    string `json:"@type"`
	URL     string `json:"url"`
	Caption string `json:"caption,omitempty"`
}

type ldPerson struct {
	Type            string `json:"@type"`
	Name            string `json:"name"`
	URL             string `json:"url,omitempty"`
	JobTitle        string `json:"jobTitle,omitempty"`
	HonorificSuffix string `json:"honorificSuffix,omitempty"`
}

type ldCitation struct {
	Type      string          `json:"@type"`
	Name      string          `json:"name,omitempty"`
	URL       string          `json:"url,omitempty"`
	Publisher *ldOrganization `json:"publisher,omitempty"`
	Published string          `json:"datePublished,omitempty"`
}

type ldCorrection struct {
	Type string `json:"@type"`
	Text string `json:"text"`
	Date string `json:"datePublished,omitempty"`
}

type ldArticle struct {
	Type        string         `json:"@type"`
	ID          string         `json:"@id"`
	Headline    string         `json:"headline"`
	Description string         `json:"description"`
	URL         string         `json:"url"`
	Language    string         `json:"inLanguage"`
	Published   string         `json:"datePublished"`
	Modified    string         `json:"dateModified"`
	Author      []any          `json:"author"`
	Publisher   ldRef          `json:"publisher"`
	MainEntity  ldRef          `json:"mainEntityOfPage"`
	Image       *ldImage       `json:"image,omitempty"`
	Section     string         `json:"articleSection,omitempty"`
	Keywords    []string       `json:"keywords,omitempty"`
	Citation    []ldCitation   `json:"citation,omitempty"`
	Corrections []ldCorrection `json:"correction,omitempty"`
	Translation *ldRef         `json:"translationOfWork,omitempty"`
}

type ldPage struct {
	Type         string     `json:"@type"`
	ID           string     `json:"@id"`
	URL          string     `json:"url"`
	Name         string     `json:"name"`
	Description  string     `json:"description,omitempty"`
	Language     string     `json:"inLanguage"`
	ReviewedBy   []ldPerson `json:"reviewedBy,omitempty"`
	LastReviewed string     `json:"lastReviewed,omitempty"`
	MainEntity   *ldRef     `json:"mainEntity,omitempty"`
}

type ldSite struct {
	Type        string `json:"@type"`
	ID          string `json:"@id"`
	URL         string `json:"url"`
	Name        string `json:"name"`
	Description string `json:"description,omitempty"`
	Language    string `json:"inLanguage"`
	Publisher   ldRef  `json:"publisher"`
}

// ld encodes a graph. encoding/json escapes < > & and so nothing in it can
// end the script element.
func ld(nodes ...any) template.JS {
	return template.JS(mustJSON(ldGraph{"https://schema.org", nodes}))
}

func (b *builder) orgID() string { return b.addr.abs("/") + "#publisher" }

func (b *builder) organization(l *language) ldOrganization {
	o := l.chrome.Organization
	out := ldOrganization{Type: "NewsMediaOrganization", ID: b.orgID(), Name: o.Name, URL: o.URL}
	if out.Name == "" {
		out.Name = l.chrome.Title
	}
	if out.URL == "" {
		out.URL = b.addr.abs("/")
	}
	if o.Logo != "" {
		out.Logo = &ldImage{Type: "ImageObject", URL: b.addr.absHref(o.Logo)}
	}
	return out
}

func (b *builder) person(p theme.Person) ldPerson {
	out := ldPerson{Type: "Person", Name: p.Name, JobTitle: p.Role, HonorificSuffix: p.Credentials}
	if p.URL != "" {
		out.URL = b.addr.absHref(p.URL)
	}
	return out
}

func (b *builder) articleLD(e *entry, d *theme.ArticlePage) template.JS {
	a := ldArticle{Type: "NewsArticle", ID: d.Canonical + "#article", Headline: d.Headline, Description: d.Summary, URL: d.Canonical,
		Language: d.Lang, Published: d.Social.Published, Modified: d.Social.Modified, Publisher: ldRef{b.orgID()}, MainEntity: ldRef{d.Canonical},
		Section: d.Social.Section, Keywords: d.Social.Tags}
	for _, p := range d.Authors {
		a.Author = append(a.Author, b.person(p))
	}
	if len(a.Author) == 0 {
		a.Author = []any{ldRef{b.orgID()}}
	}
	if lead := b.shareable(e); large(lead) { // search engines want the picture itself
		a.Image = &ldImage{Type: "ImageObject", URL: b.addr.absHref(lead.widest().href), Caption: e.Image.Alt.S}
	} else if s := d.Social; s.Image != "" {
		a.Image = &ldImage{Type: "ImageObject", URL: s.Image, Caption: s.ImageAlt}
	}
	for _, s := range d.Sources {
		a.Citation = append(a.Citation, citation(s))
	}
	for _, c := range d.Corrections {
		a.Corrections = append(a.Corrections, ldCorrection{"CorrectionComment", c.Note, day(c.Date)})
	}
	if o := e.original(); o != e {
		a.Translation = &ldRef{b.addr.abs(o.loc) + "#article"}
	}
	return ld(a, b.medicalPage(d), b.organization(e.lang))
}

// day is the date alone, of what happened on a day and not at an hour.
func day(d theme.Date) string {
	day, _, _ := strings.Cut(d.ISO, "T")
	return day
}

func citation(s theme.Source) ldCitation {
	c := ldCitation{Type: "CreativeWork", Name: s.Title, URL: s.URL, Published: day(s.Date)}
	if s.Publisher != "" {
		c.Publisher = &ldOrganization{Type: "Organization", Name: s.Publisher}
	}
	return c
}

func (b *builder) medicalPage(d *theme.ArticlePage) ldPage {
	p := ldPage{Type: "MedicalWebPage", ID: d.Canonical, URL: d.Canonical, Name: d.Headline, Description: d.Summary, Language: d.Lang,
		MainEntity: &ldRef{d.Canonical + "#article"}}
	for _, r := range d.Reviewers {
		p.ReviewedBy = append(p.ReviewedBy, b.person(r))
	}
	if len(p.ReviewedBy) > 0 {
		p.LastReviewed = day(d.LastReviewed)
	}
	return p
}

// pageLD describes a page that is not an article.
func (b *builder) pageLD(p *theme.Page, kind string) template.JS {
	return ld(ldPage{Type: kind, ID: p.Canonical, URL: p.Canonical, Name: p.Title, Description: p.Description, Language: p.Lang})
}

// siteLD describes the site on a home page.
func (b *builder) siteLD(l *language, p *theme.Page) template.JS {
	return ld(ldSite{Type: "WebSite", ID: p.Canonical + "#site", URL: p.Canonical, Name: l.chrome.Title, Description: l.chrome.Description,
		Language: l.code, Publisher: ldRef{b.orgID()}}, b.organization(l))
}
