package handoff

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net"
	"net/http"
	"net/mail"
	"net/textproto"
	"path"
	"strings"
	"sync"
	"testing"

	"nadi/syndicate/channeltest"
)

// quiet is the part of a fake that HTTP would use.
type quiet struct{}

func (quiet) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	http.Error(w, "no HTTP here", http.StatusTeapot)
}
func (quiet) Commits(*http.Request) bool                        { return false }
func (quiet) Refuse(http.ResponseWriter, channeltest.Case) bool { return false }
func (quiet) Lag(int)                                           {}

// desk is the person who looks into the folder: a post is there when post.json
// is.
type desk struct {
	quiet
	*channeltest.Folder
	t *testing.T
}

func (d *desk) Public() []channeltest.Public {
	var all []channeltest.Public
	files := d.Files()
	for _, name := range d.Names() {
		if path.Base(name) != proof {
			continue
		}
		var s sheet
		if err := json.Unmarshal(files[name], &s); err != nil {
			d.t.Errorf("%s: %v", name, err)
		}
		dir := path.Dir(name)
		p := channeltest.Public{ID: dir, Text: string(files[path.Join(dir, text)]), Lang: s.Lang, Parent: s.Under, Links: []string{s.Link}}
		if !bytes.Contains(files[path.Join(dir, page)], []byte("<pre lang=")) {
			d.t.Errorf("%s has no page", dir)
		}
		if s.Picture != nil {
			p.Picture, p.Alt = len(files[path.Join(dir, s.Picture.File)]) > 0, s.Picture.Alt
		}
		all = append(all, p)
	}
	return all
}

// post is a mail server with one mailbox. It keeps to RFC 5321 as far as we
// use it, and answers otherwise where told to.
type post struct {
	quiet
	t        *testing.T
	listener net.Listener
	tls      *tls.Config // offers STARTTLS
	implicit bool        // TLS from the first byte
	auth     string      // the methods it offers, such as "PLAIN LOGIN"
	login    string      // user and password, with a space
	answers  map[string]string
	dies     string // the command at which it hangs up without an answer; "." is the final dot, before it is taken
	forgets  bool   // takes the message and hangs up

	mu    sync.Mutex
	mails [][]byte
	said  []string // the commands that came
	clear bool     // a login came in the clear
}

func newPost(t *testing.T) *post {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &post{t: t, listener: l, answers: map[string]string{}}
	t.Cleanup(func() { l.Close() })
	return p
}

// dial leads to this server, whatever the address.
func (p *post) dial(ctx context.Context, _, _ string) (net.Conn, error) {
	go func() { // begun here, so that it sees what the test has set until now
		if conn, err := p.listener.Accept(); err == nil {
			p.serve(conn)
		}
	}()
	var d net.Dialer
	return d.DialContext(ctx, "tcp", p.listener.Addr().String())
}

// talk is one connection.
type talk struct {
	*post
	conn    net.Conn
	in      *bufio.Reader
	private bool
	inside  bool // logged in
	from    bool
	to      bool
}

func (p *post) serve(conn net.Conn) {
	defer conn.Close()
	k := &talk{post: p, conn: conn, in: bufio.NewReader(conn)}
	if p.implicit {
		k.encrypt()
	}
	k.say("220 mail.example.org ESMTP")
	for {
		line, err := k.in.ReadString('\n')
		if err != nil {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		verb, _, _ := strings.Cut(strings.ToUpper(line), " ")
		p.note(line)
		if p.dies == verb {
			return
		}
		if a, ok := p.answers[verb]; ok {
			k.say(a)
			continue
		}
		if !k.obey(verb, line) {
			return
		}
	}
}

func (p *post) note(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.said = append(p.said, line)
}

func (k *talk) encrypt() {
	conn := tls.Server(k.conn, k.tls)
	k.conn, k.in, k.private = conn, bufio.NewReader(conn), true
}

func (k *talk) say(line string) { io.WriteString(k.conn, line+"\r\n") }

func (k *talk) obey(verb, line string) bool {
	switch {
	case verb == "EHLO":
		k.say("250-mail.example.org")
		if k.tls != nil && !k.private {
			k.say("250-STARTTLS")
		}
		if k.auth != "" {
			k.say("250-AUTH " + k.auth)
		}
		k.say("250 8BITMIME")
	case verb == "STARTTLS" && k.tls != nil:
		k.say("220 go on")
		k.encrypt()
	case verb == "AUTH":
		k.check(line)
	case verb == "MAIL" && (k.login == "" || k.inside):
		k.from = true
		k.say("250 ok")
	case verb == "RCPT" && k.from && strings.Contains(line, "<comms@example.org>"):
		k.to = true
		k.say("250 ok")
	case verb == "RCPT" && k.from:
		k.say("550 5.1.1 no such user")
	case verb == "DATA" && k.to:
		return k.data()
	case verb == "QUIT":
		k.say("221 bye")
		return false
	default:
		k.say("503 5.5.1 not now")
	}
	return true
}

func (k *talk) check(line string) {
	k.mu.Lock()
	k.clear = k.clear || !k.private
	k.mu.Unlock()
	var got string
	if rest, plain := strings.CutPrefix(line, "AUTH PLAIN "); plain && strings.Contains(k.auth, "PLAIN") {
		got = strings.TrimPrefix(strings.ReplaceAll(decode(rest), "\x00", " "), " ")
	} else if strings.HasPrefix(line, "AUTH LOGIN") && strings.Contains(k.auth, "LOGIN") {
		for _, q := range []string{"Username:", "Password:"} {
			k.say("334 " + base64.StdEncoding.EncodeToString([]byte(q)))
			a, _ := k.in.ReadString('\n')
			got += " " + decode(a)
		}
		got = strings.TrimPrefix(got, " ")
	}
	if k.inside = got == k.login; k.inside {
		k.say("235 welcome")
		return
	}
	k.say("535 5.7.8 wrong: " + got) // some servers do say it
}

func decode(s string) string {
	data, _ := base64.StdEncoding.DecodeString(strings.TrimSpace(s))
	return string(data)
}

func (k *talk) data() bool {
	k.say("354 go on")
	message, err := io.ReadAll(textproto.NewReader(k.in).DotReader())
	if err != nil || k.dies == "." {
		return false
	}
	if a, ok := k.answers["."]; ok {
		k.say(a)
		return true
	}
	k.mu.Lock()
	k.mails = append(k.mails, message)
	k.mu.Unlock()
	if k.forgets {
		return false
	}
	k.say("250 taken as 7Q")
	k.from, k.to = false, false
	return true
}

// Public reads the mailbox as a person's mail program would.
func (p *post) Public() []channeltest.Public {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []channeltest.Public
	for _, m := range p.mails {
		x, err := read(m)
		if err != nil {
			p.t.Errorf("not a mail: %v\n%s", err, m)
		}
		all = append(all, x)
	}
	return all
}

func read(data []byte) (channeltest.Public, error) {
	m, err := mail.ReadMessage(bytes.NewReader(data))
	if err != nil {
		return channeltest.Public{}, err
	}
	for _, h := range []string{"From", "To"} {
		if _, err := m.Header.AddressList(h); err != nil {
			return channeltest.Public{}, fmt.Errorf("%s: %w", h, err)
		}
	}
	x := channeltest.Public{ID: m.Header.Get("Message-Id"), Lang: m.Header.Get("Content-Language"), Parent: m.Header.Get("In-Reply-To")}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		return x, err
	}
	parts := multipart.NewReader(m.Body, params["boundary"])
	for {
		part, err := parts.NextPart()
		if err == io.EOF {
			return x, nil
		} else if err != nil {
			return x, err
		}
		if err := learn(&x, part); err != nil {
			return x, err
		}
	}
}

// learn reads one part: the instructions, the text or the picture.
func learn(x *channeltest.Public, part *multipart.Part) error {
	body := io.Reader(part)
	if part.Header.Get("Content-Transfer-Encoding") == "base64" {
		body = base64.NewDecoder(base64.StdEncoding, part)
	}
	data, err := io.ReadAll(body)
	switch {
	case err != nil:
		return err
	case part.FileName() == text:
		x.Text = string(data)
	case part.FileName() != "":
		x.Picture = len(data) > 100
	default:
		lines := strings.Split(strings.ReplaceAll(string(data), "\r\n", "\n"), "\n")
		for i, line := range lines {
			if strings.HasPrefix(line, "https://") {
				x.Links = append(x.Links, line)
			}
			if strings.HasSuffix(line, "alternative text:") {
				x.Alt = lines[i+1]
			}
		}
	}
	return nil
}
