package handoff

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/textproto"
	"net/url"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// letter is the channel that sends mail.
type letter struct {
	account  string
	limit    int
	to, from string
	server   server
}

// envelope is the payload: the message as it will be sent.
type envelope struct {
	ID      string `json:"id"` // Message-ID, with its brackets
	Message []byte `json:"message"`
}

func openMail(a syndicate.Account, t syndicate.Tools, limit int) (syndicate.Channel, error) {
	to, err := addressOf("mail", a.Options["mail"])
	if err != nil {
		return nil, err
	}
	from := to
	if f := a.Options["from"]; f != "" {
		if from, err = addressOf("from", f); err != nil {
			return nil, err
		}
	}
	u, err := url.Parse(a.Options["smtp"])
	if err != nil || u.Hostname() == "" || u.Scheme != "smtp" && u.Scheme != "smtps" || u.User != nil || strings.Trim(u.Path, "/")+u.RawQuery+u.Fragment != "" {
		return nil, fmt.Errorf("smtp is %q; write smtp://mail.example.org:587, the login goes into %s", strip(u), t.Secret("SMTP_USER").Name())
	}
	s := server{host: u.Hostname(), port: u.Port(), implicit: u.Scheme == "smtps", dial: t.Dial, user: t.Secret("SMTP_USER"), password: t.Secret("SMTP_PASSWORD")}
	if s.user.Set() != s.password.Set() {
		return nil, fmt.Errorf("%s and %s go together; one of them is not set", s.user.Name(), s.password.Name())
	}
	if s.port == "" {
		s.port = map[bool]string{false: "587", true: "465"}[s.implicit]
	}
	return &letter{account: a.Name, limit: limit, to: to, from: from, server: s}, nil
}

// strip is an address fit to be shown: somebody may have put a password in.
func strip(u *url.URL) string {
	if u == nil {
		return ""
	}
	return (&url.URL{Scheme: u.Scheme, Host: u.Host}).String()
}

func (c *letter) Describe(syndicate.Facts) syndicate.Description {
	d := described(c.limit)
	const why = "a mail that has been sent cannot be called back; write to the person"
	d.Unable[syndicate.CanRemove] = why
	d.Unable[syndicate.CanFind] = "a mail server cannot be asked what it took; look into the mailbox"
	return d
}

// Verify logs in at the mail server and sends nothing.
func (c *letter) Verify(ctx context.Context) (syndicate.Identity, syndicate.Facts, error) {
	if err := c.server.try(ctx, c.domain()); err != nil {
		return syndicate.Identity{}, nil, err
	}
	return identity(c.account, c.to), nil, nil
}

// Prepare writes the message.
func (c *letter) Prepare(_ context.Context, d syndicate.Draft) (syndicate.Payload, error) {
	s, err := sheetOf(d, c.limit)
	if err != nil {
		return nil, err
	}
	return c.pack(d.Key, s, d.Media)
}

func (c *letter) pack(k syndicate.Key, s sheet, m *syndicate.Media) (syndicate.Payload, error) {
	e := envelope{ID: c.messageID(k)}
	e.Message = c.compose(e.ID, digest(k), s, m)
	data, err := json.Marshal(e)
	if err != nil {
		return nil, syndicate.Errorf(syndicate.Invalid, "the mail cannot be written as JSON: %v", err)
	}
	return data, nil
}

// Send sends the message once. After the final dot only the server's own
// answer tells; without it the outcome is unknown.
func (c *letter) Send(ctx context.Context, key syndicate.Key, p syndicate.Payload) (syndicate.Receipt, error) {
	var e envelope
	if err := json.Unmarshal(p, &e); err != nil || e.ID != c.messageID(key) {
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Invalid, "the stored mail is not one of %s", key)
	}
	if err := c.server.send(ctx, c.domain(), c.from, c.to, e.Message); err != nil {
		return syndicate.Receipt{}, err
	}
	return syndicate.Receipt{ID: e.ID}, nil
}

// Reply sends a message that belongs under an earlier one, in the mailbox too.
func (c *letter) Reply(ctx context.Context, key syndicate.Key, to syndicate.Receipt, p syndicate.Post) (syndicate.Receipt, error) {
	s, err := sheetOf(syndicate.Draft{Key: key, Post: p}, c.limit)
	if err != nil {
		return syndicate.Receipt{}, err
	}
	if !strings.HasPrefix(to.ID, "<") || !strings.HasSuffix(to.ID, ">") || strings.ContainsAny(to.ID, "\r\n ") {
		return syndicate.Receipt{}, syndicate.Errorf(syndicate.Invalid, "%q is not the id of a mail", to.ID)
	}
	s.Under = to.ID
	payload, err := c.pack(key, s, nil)
	if err != nil {
		return syndicate.Receipt{}, err
	}
	return c.Send(ctx, key, payload)
}

func (c *letter) domain() string { return c.from[strings.LastIndexByte(c.from, '@')+1:] }

func (c *letter) messageID(k syndicate.Key) string {
	return "<nadi." + digest(k) + "@" + c.domain() + ">"
}

// compose writes the message: what to do, the exact text as a file, and the
// picture. The same post is the same bytes.
func (c *letter) compose(id, mark string, s sheet, m *syndicate.Media) []byte {
	var out bytes.Buffer
	w := multipart.NewWriter(&out)
	if err := w.SetBoundary("nadi-" + mark); err != nil {
		panic(err) // hex digits make a boundary
	}
	for _, h := range c.headers(id, s) {
		fmt.Fprintf(&out, "%s: %s\r\n", h[0], h[1])
	}
	fmt.Fprintf(&out, "Content-Type: multipart/mixed; boundary=%q\r\n\r\n", w.Boundary())
	quoted(w, textproto.MIMEHeader{"Content-Type": {"text/plain; charset=utf-8"}}, instructions(s))
	attach(w, "text/plain; charset=utf-8", text, []byte(s.Text))
	if m != nil {
		attach(w, m.Type, s.Picture.File, m.Data)
	}
	w.Close()
	return out.Bytes()
}

func (c *letter) headers(id string, s sheet) [][2]string {
	h := [][2]string{
		{"From", (&mailAddress{c.from}).String()},
		{"To", (&mailAddress{c.to}).String()},
		{"Subject", mime.QEncoding.Encode("utf-8", "To post on "+c.account+": "+oneLine(s.Title))},
		{"Message-ID", id},
		{"MIME-Version", "1.0"},
		{"Auto-Submitted", "auto-generated"},
		{"Content-Language", oneLine(s.Lang)},
	}
	date := s.Due
	if s.At.After(date) { // an older date would sort the mail below what was read already
		date = s.At
	}
	if !date.IsZero() {
		h = append(h, [2]string{"Date", date.Format(time.RFC1123Z)})
	}
	if s.Under != "" {
		h = append(h, [2]string{"In-Reply-To", s.Under}, [2]string{"References", s.Under})
	}
	return h
}

// instructions is what the person reads. The text is not indented, so that it
// can be copied from here too.
func instructions(s sheet) string {
	var b strings.Builder
	fmt.Fprintf(&b, "Please post this on %s.\n", s.Account)
	if s.Under != "" {
		b.WriteString("It belongs under the earlier post that this mail answers.\n")
	}
	fmt.Fprintf(&b, "The exact text (%d characters) is also attached as %s.\n\n----\n%s\n----\n\nArticle: %s\n%s\nLanguage: %s\n",
		s.Length, text, s.Text, oneLine(s.Title), s.Link, s.Lang)
	if p := s.Picture; p != nil {
		fmt.Fprintf(&b, "\nAdd the picture that is attached as %s, with this alternative text:\n%s\n", p.File, oneLine(p.Alt))
	}
	return b.String()
}

func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// quoted writes a part of text.
func quoted(w *multipart.Writer, h textproto.MIMEHeader, body string) {
	h.Set("Content-Transfer-Encoding", "quoted-printable")
	part, err := w.CreatePart(h)
	if err != nil {
		panic(err) // memory takes everything
	}
	q := quotedprintable.NewWriter(part)
	q.Write([]byte(strings.ReplaceAll(body, "\n", "\r\n")))
	q.Close()
}

// attach writes a file, byte for byte.
func attach(w *multipart.Writer, kind, name string, data []byte) {
	part, err := w.CreatePart(textproto.MIMEHeader{
		"Content-Type":              {kind},
		"Content-Transfer-Encoding": {"base64"},
		"Content-Disposition":       {mime.FormatMediaType("attachment", map[string]string{"filename": name})},
	})
	if err != nil {
		panic(err) // memory takes everything
	}
	lines := base64.StdEncoding.EncodeToString(data)
	for len(lines) > 76 {
		part.Write([]byte(lines[:76] + "\r\n"))
		lines = lines[76:]
	}
	part.Write([]byte(lines + "\r\n"))
}

// mailAddress writes an address as a header wants it.
type mailAddress struct{ address string }

func (a *mailAddress) String() string { return "<" + a.address + ">" }

// hide cuts the login out of what a mail server says.
func (s *server) hide(text string) string { return wire.Redact(text, s.user, s.password) }
