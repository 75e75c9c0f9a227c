// Package metadata says what a file tells about people beside what it shows.
//
// A hospital publishes more than pictures: recordings, leaflets, forms,
// tables, drawings. Each of these formats has corners that nobody looks into
// and everybody can read: the place where a telephone made a film, the name
// of whoever typed a leaflet, a note in the margin, the account that owns a
// word processor. Pictures are cleaned on the way by internal/image; the
// other files are published as they are, so here is said what must go first.
//
// Promises. A mark never holds a value, only what kind of thing stands where:
// a message may quote it. Read never panics, and its time and memory are
// bounded by the length of the file and the limits below, whatever the file
// says about itself. It returns an error only when a file is not what its
// name says; a file that is damaged, encrypted or packed in a way not known
// here is read as far as it goes, and Unread says so.
//
// What is no mark: titles, albums, descriptions and rights, which are written
// to be read; names of programs; the hour a container was written; names of
// hospitals, departments and other bodies (person.go knows which). A mark
// stops publication, so in doubt there is none.
//
// Do not repair files here, and do not judge their words: they are returned,
// and the rules about words read them as they read an article.
package metadata

import (
	"errors"
	"path"
	"strings"
)

// Facts are what a file says about people and places beside what it shows.
type Facts struct {
	Kind   string   // pdf mp4 mov m4a mp3 ogg flac wav webm svg docx xlsx pptx odt epub zip vtt srt txt csv ics
	Marks  []Mark   // what should be removed
	Words  []string // text a reader of the file sees, one paragraph each
	Unread string   // why something in it could not be looked into; empty when all could
}

// Mark is one thing that tells about a person or a place.
type Mark struct {
	What   string // location, author, device, date-time, account, camera or comment
	Where  string // the field's place in its format: "moov/udta/©xyz", "ID3 TPE1"
	Remove string // one command, or one way, to remove it
}

const (
	maxMarks    = 100      // of one file; more say nothing new
	maxWords    = 100_000  // paragraphs
	maxPart     = 16 << 20 // of one packed part, unpacked
	maxUnpacked = 64 << 20 // of all of a file's packed parts
	maxDepth    = 16       // of boxes in boxes
)

// format is how one kind of file is read.
type format struct {
	kind   string
	read   func(*report, []byte) error
	remove string
}

const (
	removeSound  = "ffmpeg -i FILE -map_metadata -1 -map 0:a -c copy CLEAN"
	removeFilm   = "ffmpeg -i FILE -map_metadata -1 -map 0:v -map '0:a?' -c copy CLEAN"
	removePDF    = "exiftool -all:all= FILE, then qpdf --linearize FILE CLEAN.pdf; or open it in a browser and print it to PDF"
	removeOffice = "in the program: File > Info > Inspect Document > Remove All"
	removeOpen   = "in the program: File > Properties > Reset Properties, and delete comments and changes"
	removeBook   = "ebook-meta or the program that made it: leave the creators out, or name the hospital"
	removeText   = "delete that line"
)

// formatOf finds how to read a file by the end of its name; kind is empty for
// files that cannot hold what is looked for, or are others' to clean.
func formatOf(name string) format {
	switch ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), ".")); ext {
	case "mp4", "mov", "m4a":
		return format{ext, readMP4, removeFilmOrSound(ext)}
	case "m4v", "3gp", "m4b", "qt":
		kind := map[string]string{"m4v": "mp4", "3gp": "mp4", "m4b": "m4a", "qt": "mov"}[ext]
		return format{kind, readMP4, removeFilmOrSound(kind)}
	case "mp3":
		return format{ext, readMP3, removeSound}
	case "ogg", "oga", "opus", "ogv":
		return format{"ogg", readOgg, removeSound}
	case "flac":
		return format{ext, readFLAC, removeSound}
	case "wav", "bwf":
		return format{"wav", readWAV, removeSound}
	case "webm", "mkv", "mka":
		return format{"webm", readMatroska, removeFilm}
	case "pdf":
		return format{ext, readPDF, removePDF}
	case "svg", "svgz":
		return format{"svg", readSVG, "delete the element or attribute, or save as Plain SVG"}
	case "docx", "xlsx", "pptx", "docm", "xlsm", "pptm", "dotx", "xltx", "ppsx":
		kind := map[byte]string{'d': "docx", 'x': "xlsx", 'p': "pptx"}[ext[0]]
		return format{kind, readOffice, removeOffice}
	case "odt", "ods", "odp", "odg":
		return format{ext, readOpenDocument, removeOpen}
	case "epub":
		return format{ext, readEPUB, removeBook}
	case "zip":
		return format{ext, readZIP, "pack the files again without it"}
	case "vtt":
		return format{ext, readVTT, removeText}
	case "srt":
		return format{ext, readSRT, removeText}
	case "txt":
		return format{ext, readTXT, removeText}
	case "csv", "tsv":
		return format{"csv", readCSV, removeText}
	case "ics":
		return format{ext, readICS, removeText}
	case "doc", "xls", "ppt", "rtf", "wmv", "wma", "avi", "aac", "aiff", "aif", "7z", "rar", "pages", "numbers", "key", "ai", "eps", "psd", "indd":
		return format{ext, readNot, ""}
	}
	return format{}
}

func removeFilmOrSound(kind string) string {
	if kind == "m4a" {
		return removeSound
	}
	return removeFilm
}

// readNot stands for formats that can name people and are not read here.
func readNot(r *report, _ []byte) error {
	r.unread("a kind of file that cannot be read here; publish it as PDF, MP4 or MP3")
	return nil
}

var errKind = errors.New("the file is not what its name says")

// Read says what a file tells beside what it shows. A file whose name ends in
// nothing known here has no facts.
func Read(name string, data []byte) (Facts, error) {
	f := formatOf(name)
	if f.kind == "" {
		return Facts{}, nil
	}
	r := &report{remove: f.remove, left: maxUnpacked}
	r.Kind = f.kind
	if err := f.read(r, data); err != nil {
		return Facts{Kind: f.kind}, err
	}
	return r.Facts, nil
}

// report gathers the facts of one file.
type report struct {
	Facts
	remove string // how marks of this format are removed
	left   int    // bytes that may still be unpacked
}

// mark notes that something stands at a place, once.
func (r *report) mark(what, where string) { r.markFor(what, where, r.remove) }

func (r *report) markFor(what, where, remove string) {
	m := Mark{what, where, remove}
	if len(r.Marks) >= maxMarks {
		return
	}
	for _, old := range r.Marks {
		if old == m {
			return
		}
	}
	r.Marks = append(r.Marks, m)
}

// author notes a field that holds somebody's name.
func (r *report) author(value, where string) {
	if namesSomebody(value) {
		r.mark("author", where)
	}
}

// comment notes a remark that no reader of the file is shown.
func (r *report) comment(value, where string) {
	if isRemark(value) {
		r.mark("comment", where)
	}
}

// filled notes a field that tells what it tells by not being empty.
func (r *report) filled(what, value, where string) {
	if strings.Trim(value, " \t\r\n\x00") != "" {
		r.mark(what, where)
	}
}

// path notes a path that holds the name of an account.
func (r *report) path(value, where string) {
	if hasUserPath(value) {
		r.mark("account", where)
	}
}

// words adds a paragraph a reader sees.
func (r *report) words(s string) {
	if len(r.Words) >= maxWords {
		r.unread(whyLarge)
		return
	}
	if s = strings.Join(strings.Fields(s), " "); s != "" {
		r.Words = append(r.Words, s)
	}
}

// unread says why something could not be looked into; the first reason stays.
func (r *report) unread(why string) {
	if r.Unread == "" {
		r.Unread = why
	}
}

const (
	whyDamaged   = "damaged"
	whyEncrypted = "encrypted"
	whyPacked    = "compressed in a way we cannot read"
	whyLarge     = "larger than we look into"
	whyNested    = "it holds other documents"
)
