package theme

// pack drops comments and needless white space from a stylesheet. It keeps
// strings as they are and never joins two words, so it needs to know nothing
// else about CSS.
func pack(css []byte) []byte {
	out := make([]byte, 0, len(css))
	space := false
	for i := 0; i < len(css); i++ {
		c := css[i]
		switch {
		case c == '/' && i+1 < len(css) && css[i+1] == '*':
			for i += 2; i+1 < len(css) && (css[i] != '*' || css[i+1] != '/'); i++ {
			}
			i++
			space = true
		case c == ' ' || c == '\n' || c == '\t' || c == '\r':
			space = true
		case c == '"' || c == '\'':
			if space && needsSpace(out) {
				out = append(out, ' ')
			}
			space = false
			start := i
			for i++; i < len(css) && css[i] != c; i++ {
				if css[i] == '\\' {
					i++
				}
			}
			out = append(out, css[start:min(i+1, len(css))]...)
		default:
			if space && needsSpace(out) && c != '{' && c != '}' && c != ';' && c != ',' && c != '>' {
				out = append(out, ' ')
			}
			space = false
			if c == '}' && len(out) > 0 && out[len(out)-1] == ';' {
				out = out[:len(out)-1]
			}
			out = append(out, c)
		}
	}
	return out
}

// needsSpace reports whether white space after what was written so far could
// mean something. A colon keeps it on its left only: "a :hover" differs from
// "a:hover".
func needsSpace(out []byte) bool {
	if len(out) == 0 {
		return false
	}
	switch out[len(out)-1] {
	case '{', '}', ';', ',', ':', '>':
		return false
	}
	return true
}
