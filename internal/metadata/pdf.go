package metadata

import (
	"bytes"
	"maps"
	"slices"
	"strings"
)

// A PDF is read without its table of places: every object in the file is
// looked at, those of earlier versions too, for a change is written behind
// what it replaces, and what it replaces stays in the file.

type pdfObject struct {
	num   int
	value any
}

// pdfFile is all of a file's objects.
type pdfFile struct {
	*report
	objects  []pdfObject
	latest   map[pdfRef]int // the index in objects
	since    map[pdfRef]int // the index of what holds it: a later one wins
	infos    map[pdfRef]bool
	root     any
	sealed   bool
	work     int // bytes that may still be read as objects
	unpacked map[*pdfStream][]byte
	tables   map[*pdfStream]map[uint32]string // of letters, by their stream
}

const maxObjects = 1_000_000

func readPDF(r *report, data []byte) error {
	at := bytes.Index(data[:min(len(data), 1024)], []byte("%PDF-"))
	if at < 0 {
		return errKind
	}
	p := &pdfFile{report: r, latest: map[pdfRef]int{}, since: map[pdfRef]int{}, infos: map[pdfRef]bool{}, work: 4*len(data) + 1<<20, unpacked: map[*pdfStream][]byte{}, tables: map[*pdfStream]map[uint32]string{}}
	p.scan(data)
	if p.sealed {
		p.unread(whyEncrypted)
		p.openMetadata()
		return nil
	}
	p.openObjectStreams()
	for _, o := range p.objects {
		p.object(o)
	}
	p.pages()
	return nil
}

// scan finds all "12 0 obj" and "trailer".
func (p *pdfFile) scan(data []byte) {
	for i := 0; i < len(data); {
		j := bytes.Index(data[i:], []byte("obj"))
		p.trailers(data[i:max(i, i+j)], j < 0, data[i:])
		if j < 0 {
			return
		}
		at := i + j
		num, ok := objectNumber(data[:at])
		if i = at + 3; !ok {
			continue
		}
		if p.work <= 0 || len(p.objects) >= maxObjects {
			p.unread(whyDamaged)
			return
		}
		value, end := p.parse(data, i)
		p.work -= end - i
		p.add(num, value)
		i = end
	}
}

// trailers reads what stands behind "trailer" between objects.
func (p *pdfFile) trailers(between []byte, last bool, rest []byte) {
	if last {
		between = rest
	}
	for n := 0; n < 10; n++ {
		k := bytes.Index(between, []byte("trailer"))
		if k < 0 {
			return
		}
		between = between[k+7:]
		l := pdfLexer{b: between[:min(len(between), 64<<10)]}
		if d, ok := l.next().(pdfDict); ok {
			p.trailer(d)
		}
	}
}

func (p *pdfFile) trailer(d pdfDict) {
	if d["Encrypt"] != nil && d["Encrypt"] != pdfWord("null") {
		p.sealed = true
	}
	if ref, ok := d["Info"].(pdfRef); ok {
		p.infos[ref] = true
	}
	if d["Root"] != nil {
		p.root = d["Root"]
	}
}

// objectNumber reads "12 0 " backwards.
func objectNumber(before []byte) (num int, ok bool) {
	i := len(before)
	back := func(f func(byte) bool) (n int) {
		for i > 0 && n < 12 && f(before[i-1]) {
			i, n = i-1, n+1
		}
		return n
	}
	blank := func(c byte) bool { return pdfClass[c] == 1 }
	digit := func(c byte) bool { return c >= '0' && c <= '9' }
	if back(blank) == 0 || back(digit) == 0 || back(blank) == 0 {
		return 0, false
	}
	end := i
	if back(digit) == 0 || end-i > 9 {
		return 0, false
	}
	v, _ := pdfNumber(before[i:end])
	return int(v), true
}

// parse reads the object at i and returns where it ends.
func (p *pdfFile) parse(data []byte, i int) (value any, end int) {
	l := pdfLexer{b: data[:min(len(data), i+p.work)], i: i}
	value = l.next()
	d, ok := value.(pdfDict)
	if !ok {
		return value, l.i
	}
	l.skip()
	rest := data[min(l.i, len(data)):]
	if !bytes.HasPrefix(rest, []byte("stream")) {
		return d, l.i
	}
	start := l.i + 6
	if start < len(data) && data[start] == '\r' {
		start++
	}
	if start < len(data) && data[start] == '\n' {
		start++
	}
	end = streamEnd(data, start, d["Length"])
	return &pdfStream{d, data[start:end]}, end
}

// streamEnd believes the length if "endstream" follows, else looks for that.
func streamEnd(data []byte, start int, length any) int {
	if n, ok := length.(float64); ok && n >= 0 && n <= float64(len(data)-start) {
		end := start + int(n)
		if bytes.HasPrefix(bytes.TrimLeft(data[end:min(len(data), end+20)], pdfSpace), []byte("endstream")) {
			return end
		}
	}
	if n := bytes.Index(data[start:], []byte("endstream")); n >= 0 {
		return start + n
	}
	return len(data)
}

func (p *pdfFile) add(num int, value any) {
	p.put(num, value, len(p.objects))
	if s, ok := value.(*pdfStream); ok && s.dict["Type"] == pdfName("XRef") {
		p.trailer(s.dict)
	}
}

// put keeps an object that stands in the object number from.
func (p *pdfFile) put(num int, value any, from int) {
	ref := pdfRef(num)
	if old, ok := p.since[ref]; !ok || old <= from {
		p.latest[ref], p.since[ref] = len(p.objects), from
	}
	p.objects = append(p.objects, pdfObject{num, value})
}

// get follows references.
func (p *pdfFile) get(v any) any {
	for range 8 {
		ref, ok := v.(pdfRef)
		if !ok {
			return v
		}
		n, known := p.latest[ref]
		if !known {
			return nil
		}
		v = p.objects[n].value
	}
	return nil
}

func (p *pdfFile) dict(v any) pdfDict {
	switch v := p.get(v).(type) {
	case pdfDict:
		return v
	case *pdfStream:
		return v.dict
	}
	return nil
}

func (p *pdfFile) array(v any) []any { a, _ := p.get(v).([]any); return a }

func (p *pdfFile) name(v any) pdfName { n, _ := p.get(v).(pdfName); return n }

// text is a string that is text. One string may be referred to from
// everywhere, so what is decoded counts as read.
func (p *pdfFile) text(v any) string {
	s, ok := p.get(v).(pdfString)
	if p.work -= len(s); !ok || p.work < 0 {
		return ""
	}
	return pdfText(s)
}

func (p *pdfFile) number(v any) float64 { n, _ := p.get(v).(float64); return n }

// openObjectStreams unpacks the objects that are packed together (7.5.7).
func (p *pdfFile) openObjectStreams() {
	for i := 0; i < len(p.objects); i++ { // the list grows meanwhile
		s, ok := p.objects[i].value.(*pdfStream)
		if !ok || s.dict["Type"] != pdfName("ObjStm") {
			continue
		}
		body, _ := p.decode(s)
		first, n := int(min(p.number(s.dict["First"]), 1<<30)), p.number(s.dict["N"])
		if first < 0 || first > len(body) {
			continue
		}
		head := pdfLexer{b: body[:first]}
		for ; n > 0 && len(p.objects) < maxObjects && p.work > 0; n-- {
			num, ok1 := head.next().(float64)
			at, ok2 := head.next().(float64)
			if !ok1 || !ok2 || at < 0 || at > float64(len(body)-first) || num < 0 || num > 1<<30 {
				break
			}
			l := pdfLexer{b: body[:min(len(body), first+int(at)+p.work)], i: first + int(at)}
			value := l.next()
			p.work -= l.i - first - int(at)
			if _, end := value.(pdfEnd); !end {
				p.put(int(num), value, i)
			}
		}
	}
}

// openMetadata reads XMP that was left open in an encrypted file.
func (p *pdfFile) openMetadata() {
	for _, o := range p.objects {
		if s, ok := o.value.(*pdfStream); ok && bytes.Contains(s.raw[:min(len(s.raw), 1024)], []byte("<?xpacket")) {
			p.xmp(s.raw, "XMP")
		}
	}
}

// object marks what one object tells.
func (p *pdfFile) object(o pdfObject) {
	switch v := o.value.(type) {
	case pdfDict:
		if p.infos[pdfRef(o.num)] || v["Type"] == nil && v["Producer"] != nil {
			p.info(v)
		}
		p.annotation(v)
		p.fieldValue(v)
		p.attached(v)
	case *pdfStream:
		p.stream(v)
	}
}

func (p *pdfFile) stream(s *pdfStream) {
	switch {
	case p.name(s.dict["Type"]) == "Metadata" || p.name(s.dict["Subtype"]) == "XML":
		body, _ := p.decode(s)
		p.xmp(body, "XMP")
	case p.name(s.dict["Type"]) == "EmbeddedFile":
		p.mark("comment", "an embedded file")
		p.unread(whyNested)
	case p.name(s.dict["Subtype"]) == "Image":
		filters, _ := p.filters(s.dict)
		if kind := lastPicture(filters); kind == "DCTDecode" || kind == "DCT" {
			body, _ := p.decode(s)
			p.pictureIn(body, "a picture in it")
		}
	}
}

// infoOwn are what every program writes, of no person.
var infoOwn = set("Producer CreationDate ModDate Trapped Title Subject Keywords Author Creator AAPL:Keywords")

// info reads the Information dictionary (14.3.3). Creator is the program that
// made the original; some programs put a person there.
func (p *pdfFile) info(d pdfDict) {
	author := p.text(d["Author"])
	p.author(author, "Info /Author")
	creator := p.text(d["Creator"])
	words := wordsOf(creator)
	sure := address(creator) != "" || len(words) > 1 && honorifics[words[0]] || clean(creator) != "" && clean(creator) == clean(author)
	if sure {
		p.author(creator, "Info /Creator")
	}
	p.path(creator, "Info /Creator")
	for _, key := range []pdfName{"Title", "Subject", "Keywords"} { // readers show these
		s := p.text(d[key])
		if !nobody[strings.ToLower(s)] {
			p.words(s)
		}
		p.path(s, "Info /"+string(key))
	}
	for _, key := range slices.Sorted(maps.Keys(d)) {
		if !infoOwn[string(key)] {
			p.field(string(key), p.text(d[key]), "Info")
		}
	}
}

// remarks are annotations people make on a page (12.5.6); FreeText is seen.
var remarks = set("Text FreeText Line Square Circle Polygon PolyLine Highlight Underline Squiggly StrikeOut Stamp Caret Ink FileAttachment Redact Sound")

func (p *pdfFile) annotation(d pdfDict) {
	kind := string(p.name(d["Subtype"]))
	if remarks[kind] && d["Rect"] != nil {
		p.author(p.text(d["T"]), "annotation /T")
		s := p.text(d["Contents"])
		p.words(s)
		if kind != "FreeText" {
			p.comment(s, "annotation /Contents")
		}
	}
	if uri := p.text(d["URI"]); uri != "" {
		p.path(uri, "a link")
	}
}

// fieldValue marks what was typed into a form, and who signed.
func (p *pdfFile) fieldValue(d pdfDict) {
	if p.name(d["Type"]) == "Sig" {
		p.author(p.text(d["Name"]), "signature /Name")
		p.account(p.text(d["ContactInfo"]), "signature /ContactInfo")
	}
	value := strings.TrimSpace(p.text(d["V"]))
	if value == "" {
		return
	}
	kind, at := p.name(d["FT"]), d
	for n := 0; kind == "" && n < 8; n++ {
		if at = p.dict(at["Parent"]); at == nil {
			return
		}
		kind = p.name(at["FT"])
	}
	if kind != "Tx" && kind != "Ch" {
		return
	}
	p.words(value)
	if kind == "Tx" && len(value) > 1 && value != strings.TrimSpace(p.text(d["DV"])) {
		p.mark("comment", "form field /V")
	}
}

func (p *pdfFile) attached(d pdfDict) {
	if d["EF"] != nil {
		p.mark("comment", "an embedded file")
		p.unread(whyNested)
	}
	p.path(p.text(d["F"]), "a file's path")
	p.path(p.text(d["UF"]), "a file's path")
	if d["XFA"] != nil {
		p.unread("it is a form in XML (XFA)")
	}
}
