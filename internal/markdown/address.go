package markdown

import (
	"strings"
)

// schemes are the kinds of address that may stand in a page.
var schemes = map[string]bool{"http": true, "https": true, "mailto": true, "tel": true, "sms": true}

// scheme returns the scheme of an address in lower case, empty when it has
// none. It reads as a browser does, which drops control characters and blanks
// in front, and tabs and line ends anywhere.
func scheme(dest string) string {
	var b []byte
	for i := 0; i < len(dest); i++ {
		c := dest[i]
		switch {
		case c == '\t' || c == '\n' || c == '\r' || c <= ' ' && len(b) == 0:
		case c == ':':
			return string(b)
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			b = append(b, c|0x20)
		case len(b) > 0 && (c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'):
			b = append(b, c)
		default:
			return ""
		}
	}
	return ""
}

// allowed reports whether an address may be published.
func allowed(dest string) bool {
	if strings.HasPrefix(dest, "https://") || strings.IndexByte(dest, ':') < 0 {
		return true // nearly all: no need to read letter by letter
	}
	s := scheme(dest)
	return s == "" || schemes[s]
}

// suffix returns the extension of the path of an address in lower case,
// with its dot.
func suffix(dest string) string {
	if i := strings.IndexAny(dest, "?#"); i >= 0 {
		dest = dest[:i]
	}
	dot := strings.LastIndexByte(dest, '.')
	if dot < 0 || strings.IndexByte(dest[dot:], '/') >= 0 || len(dest)-dot > 6 {
		return ""
	}
	return strings.ToLower(dest[dot:])
}

func isAudio(ext string) bool {
	switch ext {
	case ".mp3", ".m4a", ".ogg", ".oga", ".wav":
		return true
	}
	return false
}

func isVideo(ext string) bool {
	switch ext {
	case ".mp4", ".webm", ".mov":
		return true
	}
	return false
}

func isDocument(ext string) bool {
	switch ext {
	case ".pdf", ".doc", ".docx", ".xls", ".xlsx", ".ppt", ".pptx", ".odt", ".ods", ".odp", ".rtf", ".txt", ".csv", ".epub", ".zip":
		return true
	}
	return false
}

// urlPlain[c] reports that c may stand in an address as it is.
var urlPlain = func() (t [256]bool) {
	for c := 0x21; c < 0x7f; c++ {
		t[c] = strings.IndexByte("\"<>\\^`{|}&%#[]", byte(c)) < 0
	}
	return t
}()

const upperHex = "0123456789ABCDEF"

// appendURL appends an address for use in an attribute. What is escaped
// already stays so. Letters of other scripts stay in the host, where percent
// signs have no meaning to people, and are escaped elsewhere.
func appendURL(out []byte, url string) []byte {
	host := hostEnd(url)
	fragment := false
	for i := 0; i < len(url); i++ {
		c := url[i]
		switch {
		case urlPlain[c]:
			out = append(out, c)
		case c == '&':
			out = append(out, "&amp;"...)
		case c == '#' && !fragment:
			out, fragment = append(out, c), true
		case c == '%' && i+2 < len(url) && hexDigit(url[i+1]) >= 0 && hexDigit(url[i+2]) >= 0:
			out = append(out, c)
		case i < host && (c >= 0x80 || c == '[' || c == ']'):
			out = append(out, c)
		default:
			out = append(out, '%', upperHex[c>>4], upperHex[c&15])
		}
	}
	return out
}

// hostEnd returns where the host of an address ends, 0 when it has none.
func hostEnd(url string) int {
	i := strings.Index(url, "//")
	if i < 0 || i > 0 && url[i-1] != ':' || strings.IndexByte(url[:i], '/') >= 0 {
		return 0
	}
	if n := strings.IndexAny(url[i+2:], "/?#"); n >= 0 {
		return i + 2 + n
	}
	return len(url)
}

// youtube returns the id of the video and the moment at which it is to begin
// (empty: the start) from any of the addresses that YouTube hands out.
func youtube(dest string) (id, start string, ok bool) {
	rest, found := strings.CutPrefix(dest, "https://")
	if !found {
		if rest, found = strings.CutPrefix(dest, "http://"); !found {
			return "", "", false
		}
	}
	host, path, _ := strings.Cut(rest, "/")
	path, _, _ = strings.Cut(path, "#")
	path, query, _ := strings.Cut(path, "?")
	host = strings.TrimPrefix(strings.TrimPrefix(strings.ToLower(host), "www."), "m.")
	switch {
	case host == "youtu.be":
		id = path
	case host != "youtube.com" && host != "youtube-nocookie.com":
		return "", "", false
	case path == "watch":
		id = parameter(query, "v")
	default:
		if kind, rest, _ := strings.Cut(path, "/"); kind == "embed" || kind == "shorts" || kind == "live" || kind == "v" {
			id = rest
		}
	}
	id = strings.TrimSuffix(id, "/")
	if !wordBytes(id) {
		return "", "", false
	}
	if start = parameter(query, "t"); start == "" {
		start = parameter(query, "start")
	}
	if !wordBytes(start) {
		start = ""
	}
	return id, start, true
}

func parameter(query, name string) string {
	for part := range strings.SplitSeq(query, "&") {
		if k, v, _ := strings.Cut(part, "="); k == name {
			return v
		}
	}
	return ""
}

// wordBytes reports whether s is 1 to 64 of the bytes of a YouTube id.
func wordBytes(s string) bool {
	if s == "" || len(s) > 64 {
		return false
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !(c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || c == '-' || c == '_') {
			return false
		}
	}
	return true
}
