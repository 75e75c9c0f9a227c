// Package themes embeds the themes that ship with the tool. A site's own
// folder themes/NAME lies over the embedded one, file by file, so a theme is
// changed by copying one file and editing it.
package themes

import (
	"embed"
	"io/fs"
)

//go:embed all:clinic
var files embed.FS

// FS holds one folder for each embedded theme.
func FS() fs.FS { return files }
