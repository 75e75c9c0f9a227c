package lsp

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A message is a header, a blank line and JSON (base protocol). maxBody is
// far more than any article: Nadi reads files of up to one megabyte.
const (
	maxBody   = 16 << 20
	maxHeader = 4 << 10
)

var (
	errTooLong = errors.New("the message is too long")
	errHeader  = errors.New("a message has no Content-Length that can be read")
)

// frame is one message, or why there is none. After errTooLong the next one
// can be read; any other error ends the stream.
type frame struct {
	body []byte
	err  error
}

func readFrames(ctx context.Context, in io.Reader, to chan<- frame) {
	r := bufio.NewReader(in)
	for {
		body, err := readFrame(r)
		select {
		case to <- frame{body, err}:
		case <-ctx.Done():
			return
		}
		if err != nil && err != errTooLong {
			return
		}
	}
}

// readFrame reads one message. Memory is taken as bytes come, not as a header
// claims they will.
func readFrame(r *bufio.Reader) ([]byte, error) {
	n, err := readHeader(r)
	if err != nil {
		return nil, err
	}
	if n > maxBody {
		if _, err := io.CopyN(io.Discard, r, n); err != nil {
			return nil, err
		}
		return nil, errTooLong
	}
	var b bytes.Buffer
	_, err = io.CopyN(&b, r, n)
	return b.Bytes(), err
}

// readHeader returns the length of the body. Other fields are passed over.
func readHeader(r *bufio.Reader) (int64, error) {
	length, read := int64(-1), 0
	for {
		line, err := r.ReadSlice('\n')
		if errors.Is(err, io.EOF) && read+len(line) == 0 {
			return 0, io.EOF
		}
		if read += len(line); err != nil || read > maxHeader {
			return 0, errHeader
		}
		text := strings.TrimRight(string(line), "\r\n")
		if text == "" {
			break
		}
		name, value, _ := strings.Cut(text, ":")
		if !strings.EqualFold(strings.TrimSpace(name), "Content-Length") {
			continue
		}
		length, err = strconv.ParseInt(strings.TrimSpace(value), 10, 64)
		if err != nil {
			return 0, errHeader
		}
	}
	if length < 0 {
		return 0, errHeader
	}
	return length, nil
}

// message is a request, a notification (no id) or an answer (no method). An
// id is a number or a text and is given back as it came.
type message struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id,omitempty"`
	Method  string          `json:"method,omitempty"`
	Params  json.RawMessage `json:"params,omitempty"`
}

// asks reports a request, which must be answered.
func (m message) asks() bool { return len(m.ID) > 0 && string(m.ID) != "null" }

// The answers. A result of null must be written, so it has no omitempty.
type result struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Result  any             `json:"result"`
}

type failure struct {
	Version string          `json:"jsonrpc"`
	ID      json.RawMessage `json:"id"`
	Error   fault           `json:"error"`
}

type note struct {
	Version string `json:"jsonrpc"`
	ID      string `json:"id,omitempty"`
	Method  string `json:"method"`
	Params  any    `json:"params"`
}

// fault is why a request was not answered. Codes are those of JSON-RPC 2.0
// and of the protocol.
type fault struct {
	Code    int    `json:"code"`
	Message string `json:"message"`
}

const (
	notJSON      = -32700
	badRequest   = -32600
	noMethod     = -32601
	badParams    = -32602
	notYet       = -32002 // before initialize
	wasCancelled = -32800
	rpcVersion   = "2.0"
)

// send writes one message. A failure to write ends the session.
func (c *session) send(v any) {
	if c.broken != nil {
		return
	}
	body, err := json.Marshal(v)
	if err != nil {
		c.broken = fmt.Errorf("writing to the editor: %w", err)
		return
	}
	head := fmt.Sprintf("Content-Length: %d\r\n\r\n", len(body))
	if _, err := c.out.Write(append([]byte(head), body...)); err != nil {
		c.broken = fmt.Errorf("writing to the editor: %w", err)
	}
}

func (c *session) reply(id json.RawMessage, v any) { c.send(result{rpcVersion, id, v}) }

func (c *session) refuse(id json.RawMessage, code int, why string) {
	if len(id) == 0 {
		id = json.RawMessage("null")
	}
	c.send(failure{rpcVersion, id, fault{code, why}})
}

func (c *session) notify(method string, params any) {
	c.send(note{rpcVersion, "", method, params})
}
