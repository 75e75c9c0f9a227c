package image

import (
	"bytes"
	"path"
	"strings"
)

// pictures are the file names of pictures, those that cannot be published
// among them.
var pictures = map[string]bool{".jpg": true, ".jpeg": true, ".jpe": true, ".jfif": true, ".png": true, ".apng": true, ".gif": true, ".webp": true, ".svg": true,
	".heic": true, ".heif": true, ".avif": true, ".tif": true, ".tiff": true, ".bmp": true, ".dng": true, ".cr2": true, ".cr3": true, ".nef": true,
	".arw": true, ".raw": true, ".psd": true, ".jxl": true, ".jp2": true}

// Looks reports whether a file is a picture by its name or by how it begins,
// of whatever format. Such a file must pass Clean or stay unpublished: a
// telephone's HEIC holds its position just as a JPEG does, under any name.
func Looks(name string, data []byte) bool {
	if pictures[strings.ToLower(path.Ext(name))] || format(name, data) != "" {
		return true
	}
	for _, magic := range []string{"II*\x00", "MM\x00*", "BM", "8BPS", "\xff\x0a", "\x00\x00\x00\x0cJXL ", "\x00\x00\x00\x0cjP  "} {
		if bytes.HasPrefix(data, []byte(magic)) && (len(magic) > 2 || len(data) > 26) {
			return magic != "BM" || bytes.Equal(data[6:10], make([]byte, 4))
		}
	}
	if len(data) > 12 && string(data[4:8]) == "ftyp" {
		brand := string(data[8:12])
		return strings.HasPrefix(brand, "hei") || strings.HasPrefix(brand, "hev") || brand == "avif" || brand == "avis" || brand == "mif1" || brand == "msf1" || brand == "crx "
	}
	return false
}
