package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"nadi/internal/site"
)

// program is one that writes a format of pictures. Nothing in Go writes them
// with loss.
type program struct {
	name    string
	install string
	version string   // the flag that prints it
	photo   []string // how a photograph is written, before the names of the files
	drawing []string
	to      []string // what stands before the name of the output
}

// programs are the encoders of libwebp and libavif. What they do with one
// thread does not depend on the machine. Qualities are those at which their
// photographs look like our JPEGs.
var programs = map[string]program{
	"webp": {"cwebp", "Debian has it in the package webp, macOS in brew install webp", "-version",
		[]string{"-quiet", "-q", "78", "-m", "4", "-metadata", "icc"}, []string{"-quiet", "-lossless", "-z", "6", "-metadata", "icc"}, []string{"-o"}},
	"avif": {"avifenc", "Debian has it in the package libavif-bin, macOS in brew install libavif", "--version",
		[]string{"-j", "1", "-s", "6", "-y", "420", "--min", "0", "--max", "63", "-a", "end-usage=q", "-a", "cq-level=27"},
		[]string{"-j", "1", "-s", "6", "-y", "444", "--min", "0", "--max", "63", "-a", "end-usage=q", "-a", "cq-level=18"}, nil},
}

// encoding is how long one picture may take.
const encoding = 3 * time.Minute

// findEncoder finds the program for a format on the PATH.
func findEncoder(format string) (site.Encoder, error) {
	p := programs[format]
	at, err := exec.LookPath(p.name)
	if err != nil {
		return site.Encoder{}, fmt.Errorf("the program %s is not on the PATH (%s)", p.name, p.install)
	}
	ctx, stop := context.WithTimeout(context.Background(), 10*time.Second)
	defer stop()
	out, err := exec.CommandContext(ctx, at, p.version).Output()
	version, _, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	if err != nil || version == "" {
		return site.Encoder{}, fmt.Errorf("%s does not tell its version; it may be damaged", at)
	}
	tool := strings.Join(append([]string{p.name, version}, append(p.photo, p.drawing...)...), " ")
	return site.Encoder{Tool: tool, Write: func(ctx context.Context, png []byte, drawing bool) ([]byte, error) {
		return p.write(ctx, at, png, drawing)
	}}, nil
}

// write has the program at a path write one picture, in a folder of its own.
func (p program) write(ctx context.Context, at string, png []byte, drawing bool) ([]byte, error) {
	dir, err := os.MkdirTemp("", "nadi-picture-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	in, out := filepath.Join(dir, "in.png"), filepath.Join(dir, "out")
	if err := os.WriteFile(in, png, 0o600); err != nil {
		return nil, err
	}
	args := p.photo
	if drawing {
		args = p.drawing
	}
	args = append(append(append([]string{}, args...), in), append(append([]string{}, p.to...), out)...)
	ctx, stop := context.WithTimeout(ctx, encoding)
	defer stop()
	var said bytes.Buffer
	c := exec.CommandContext(ctx, at, args...)
	c.Stderr = &said
	if err := c.Run(); err != nil {
		last := strings.TrimSpace(said.String())
		return nil, errors.Join(fmt.Errorf("%s failed: %w", p.name, err), errors.New(last[strings.LastIndexByte(last, '\n')+1:]))
	}
	return os.ReadFile(out)
}
