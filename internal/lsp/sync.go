package lsp

// open, change, saved and close keep the documents as the editor has them.
// A document that belongs to no site is kept too: its nadi.yaml may come.

func (c *session) open(p openParams) {
	file, ok := fromURI(p.Document.URI)
	if !ok {
		return
	}
	c.docs[file] = &document{p.Document.URI, file, p.Document.Version, newLineTable(p.Document.Text)}
	c.touched(file)
}

func (c *session) change(p changeParams) {
	d := c.document(p.Document.URI)
	if d == nil {
		return
	}
	version := d.version + 1
	if p.Document.Version != nil {
		version = *p.Document.Version
	}
	c.docs[d.path] = d.edited(version, p.Changes, c.count)
	c.touched(d.path)
}

func (c *session) saved(p documentParams) {
	if d := c.document(p.Document.URI); d != nil {
		c.touched(d.path)
	}
}

// close takes back what was shown: the check that follows shows what still
// stands in the file as it was saved.
func (c *session) close(p documentParams) {
	d := c.document(p.Document.URI)
	if d == nil {
		return
	}
	delete(c.docs, d.path)
	c.notify(publish, published{d.uri, nil, []diagnostic{}})
	c.touched(d.path)
}

func (c *session) touched(file string) {
	if root, ok := c.home(file); ok {
		c.checkSoon(root)
	}
}

func (c *session) document(uri string) *document {
	file, ok := fromURI(uri)
	if !ok {
		return nil
	}
	return c.docs[file]
}
