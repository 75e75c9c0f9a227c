package handoff

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"math/big"
	"mime"
	"net/mail"
	"strings"
	"testing"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/channeltest"
)

const login, password = "nadi-mail@example.org", "app-pass-77310942"

func TestMailContract(t *testing.T) {
	channeltest.Run(t, channeltest.Suite{
		Network: func(t *testing.T) channeltest.Network {
			p := newPost(t)
			p.auth, p.login = "PLAIN", login+" "+password
			return p
		},
		Entry: Network(),
		Account: syndicate.Account{Name: "messenger", Languages: []string{"hi"}, Options: map[string]string{
			"mail": "comms@example.org", "smtp": "smtp://localhost:2525", "from": "news@example.org"}},
		Secrets: map[string]string{"SMTP_USER": login, "SMTP_PASSWORD": password},
		Tune: func(_ *testing.T, n channeltest.Network, tools *syndicate.Tools) {
			tools.Dial = n.(*post).dial
		},
		NoHTTP: true,
	})
}

// byMail is a channel to a mail server, with the login if it has one.
func byMail(t *testing.T, p *post, address string) *letter {
	t.Helper()
	a := syndicate.Account{Name: "notice-board", Options: map[string]string{"mail": "comms@example.org", "from": "news@example.org", "smtp": address}}
	secrets := map[string]string{}
	if p.login != "" {
		secrets = map[string]string{"SMTP_USER": login, "SMTP_PASSWORD": password}
	}
	c, err := open(a, syndicate.Tools{Dial: p.dial, Secret: func(n string) syndicate.Secret {
		return syndicate.NewSecret(syndicate.SecretName("notice-board", n), secrets[n])
	}})
	if err != nil {
		t.Fatal(err)
	}
	return c.(*letter)
}

// Each way in which a conversation can end, and whether the mail is there.
func TestMailFaults(t *testing.T) {
	for _, x := range []struct {
		name  string
		fault func(*post)
		kind  syndicate.Kind
		mails int
		shows string
	}{
		{"hangs up at hello", func(p *post) { p.dies = "EHLO" }, syndicate.Unavailable, 0, "EOF"},
		{"busy", func(p *post) { p.answers["MAIL"] = "421 4.3.2 closing" }, syndicate.Unavailable, 0, "421"},
		{"wrong password", func(p *post) { p.login = login + " other" }, syndicate.Auth, 0, "535"},
		{"cannot check it", func(p *post) { p.answers["AUTH"] = "454 4.7.0 later" }, syndicate.Unavailable, 0, "454"},
		{"no login offered", func(p *post) { p.auth = "" }, syndicate.Auth, 0, "does not offer a login"},
		{"sender not allowed", func(p *post) { p.answers["MAIL"] = "550 5.7.1 not yours" }, syndicate.Scope, 0, "from news@example.org: 550"},
		{"no such person", func(p *post) { p.answers["RCPT"] = "550 5.1.1 unknown" }, syndicate.Disabled, 0, "for comms@example.org: 550"},
		{"greylisted", func(p *post) { p.answers["RCPT"] = "451 4.7.1 later" }, syndicate.Unavailable, 0, "451"},
		{"no data", func(p *post) { p.answers["DATA"] = "554 no" }, syndicate.Rejected, 0, "554"},
		{"hangs up before data", func(p *post) { p.dies = "DATA" }, syndicate.Unavailable, 0, ""},
		{"spam", func(p *post) { p.answers["."] = "554 5.7.1 looks like spam" }, syndicate.Rejected, 0, "looks like spam"},
		{"disk full", func(p *post) { p.answers["."] = "452 4.3.1 no room" }, syndicate.Unavailable, 0, "452"},
		{"hangs up at the dot", func(p *post) { p.dies = "." }, syndicate.Unknown, 0, "lost"},
		{"neither yes nor no", func(p *post) { p.answers["."] = "354 go on" }, syndicate.Unknown, 0, "lost"},
		{"takes it and hangs up", func(p *post) { p.forgets = true }, syndicate.Unknown, 1, "lost"},
	} {
		t.Run(x.name, func(t *testing.T) {
			p := newPost(t)
			p.auth, p.login = "PLAIN", login+" "+password
			c := byMail(t, p, "smtp://localhost")
			x.fault(p)
			_, err := c.Send(t.Context(), key(), prepared(t, c))
			e, ok := err.(*syndicate.Error)
			if !ok || e.Kind != x.kind || !strings.Contains(e.Message, x.shows) {
				t.Errorf("%v (%v), want %v with %q", err, syndicate.KindOf(err), x.kind, x.shows)
			}
			if said := fmt.Sprintf("%+v %#v", err, e); strings.Contains(said, login) || strings.Contains(said, password) {
				t.Errorf("the error shows the login: %s", said)
			}
			if n := len(p.Public()); n != x.mails {
				t.Errorf("%d mails arrived, want %d", n, x.mails)
			}
		})
	}
}

func TestMailUnreachable(t *testing.T) {
	p := newPost(t)
	c := byMail(t, p, "smtp://localhost")
	p.listener.Close()
	_, err := c.Send(t.Context(), key(), prepared(t, c))
	if syndicate.KindOf(err) != syndicate.Unavailable {
		t.Errorf("Send: %v (%v)", err, syndicate.KindOf(err))
	}
	if _, _, err := c.Verify(t.Context()); syndicate.KindOf(err) != syndicate.Unavailable {
		t.Errorf("Verify: %v (%v)", err, syndicate.KindOf(err))
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := byMail(t, newPost(t), "smtp://localhost").Send(ctx, key(), prepared(t, c)); syndicate.KindOf(err) != syndicate.Unavailable {
		t.Errorf("Send when stopped: %v (%v)", err, syndicate.KindOf(err))
	}
}

// Verifying logs in and sends nothing.
func TestMailVerify(t *testing.T) {
	p := newPost(t)
	p.auth, p.login = "PLAIN", login+" "+password
	if _, _, err := byMail(t, p, "smtp://localhost").Verify(t.Context()); err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(verbs(p), " "); got != "EHLO AUTH QUIT" {
		t.Errorf("the server was told %s", got)
	}
	p.login = "other other"
	if _, _, err := byMail(t, p, "smtp://localhost").Verify(t.Context()); syndicate.KindOf(err) != syndicate.Auth {
		t.Errorf("Verify with a wrong password: %v (%v)", err, syndicate.KindOf(err))
	}
}

func verbs(p *post) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []string
	for _, line := range p.said {
		verb, _, _ := strings.Cut(line, " ")
		all = append(all, verb)
	}
	return all
}

// Mail is encrypted where the server offers it, and elsewhere only sent on
// this machine. The server's certificate must be right.
func TestMailEncryption(t *testing.T) {
	config, roots := certificate(t, "mail.example.org")
	for _, x := range []struct {
		name     string
		address  string
		offers   bool
		implicit bool
		trusted  bool
		auth     string
		kind     syndicate.Kind // 0: sent
	}{
		{"STARTTLS", "smtp://mail.example.org", true, false, true, "PLAIN", 0},
		{"STARTTLS, LOGIN", "smtp://mail.example.org", true, false, true, "LOGIN XOAUTH2", 0},
		{"smtps", "smtps://mail.example.org", true, true, true, "PLAIN", 0},
		{"no STARTTLS", "smtp://mail.example.org", false, false, true, "PLAIN", syndicate.Unavailable},
		{"another's certificate", "smtp://mail.example.com", true, false, true, "PLAIN", syndicate.Unavailable},
		{"nobody's certificate", "smtp://mail.example.org", true, false, false, "PLAIN", syndicate.Unavailable},
		{"smtps, nobody's certificate", "smtps://mail.example.org", true, true, false, "PLAIN", syndicate.Unavailable},
	} {
		t.Run(x.name, func(t *testing.T) {
			p := newPost(t)
			p.auth, p.login, p.implicit = x.auth, login+" "+password, x.implicit
			if x.offers {
				p.tls = config
			}
			c := byMail(t, p, x.address)
			c.server.roots = x509.NewCertPool()
			if x.trusted {
				c.server.roots = roots
			}
			_, err := c.Send(t.Context(), key(), prepared(t, c))
			if err == nil && x.kind != 0 || err != nil && syndicate.KindOf(err) != x.kind {
				t.Errorf("Send: %v (%v), want %v", err, syndicate.KindOf(err), x.kind)
			}
			if n := len(p.Public()); n != map[bool]int{true: 1}[x.kind == 0] {
				t.Errorf("%d mails arrived", n)
			}
			p.mu.Lock()
			defer p.mu.Unlock()
			if p.clear {
				t.Error("the login went in the clear")
			}
		})
	}
}

// certificate makes one that signs itself.
func certificate(t *testing.T, host string) (*tls.Config, *x509.CertPool) {
	t.Helper()
	private, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	form := &x509.Certificate{SerialNumber: big.NewInt(1), DNSNames: []string{host}, IsCA: true, BasicConstraintsValid: true,
		NotBefore: time.Unix(0, 0), NotAfter: time.Date(2200, 1, 1, 0, 0, 0, 0, time.UTC)}
	der, err := x509.CreateCertificate(rand.Reader, form, form, &private.PublicKey, private)
	if err != nil {
		t.Fatal(err)
	}
	leaf, err := x509.ParseCertificate(der)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(leaf)
	return &tls.Config{Certificates: []tls.Certificate{{Certificate: [][]byte{der}, PrivateKey: private}}}, roots
}

// The message has the headers that mail programs want, the time of the item
// and not of the sending, and nothing of a title can become a header.
func TestMessage(t *testing.T) {
	p := newPost(t)
	c := byMail(t, p, "smtp://localhost")
	d := draft()
	d.Post.Title = "गर्मी\r\nBcc: all@example.org"
	payload, err := c.Prepare(t.Context(), d)
	if err != nil {
		t.Fatal(err)
	}
	r, err := c.Send(t.Context(), key(), payload)
	if err != nil {
		t.Fatal(err)
	}
	m, err := mail.ReadMessage(strings.NewReader(string(p.mails[0])))
	if err != nil {
		t.Fatal(err)
	}
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil || subject != "To post on notice-board: गर्मी Bcc: all@example.org" {
		t.Errorf("subject is %q, %v", subject, err)
	}
	for name, want := range map[string]string{"Bcc": "", "From": "<news@example.org>", "To": "<comms@example.org>", "Mime-Version": "1.0",
		"Date": "Mon, 23 Nov 2026 09:00:00 +0000", "Message-Id": r.ID, "Content-Language": "hi"} {
		if got := m.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	for _, line := range strings.Split(string(p.mails[0]), "\n") {
		if len(line) > 998 {
			t.Errorf("a line has %d bytes, 998 are allowed", len(line))
		}
		for _, r := range line {
			if r > 126 {
				t.Fatalf("a line is not ASCII: %q", line)
			}
		}
	}
	if !strings.HasPrefix(r.ID, "<nadi.") || !strings.HasSuffix(r.ID, "@example.org>") {
		t.Errorf("receipt is %q", r.ID)
	}
}

// TestAnotherYes: a mail that is taken with another 2yz than 250 is taken.
func TestAnotherYes(t *testing.T) {
	p := newPost(t)
	p.auth, p.login = "PLAIN", login+" "+password
	c := byMail(t, p, "smtp://localhost")
	p.answers["."] = "252 2.0.0 taken, and will be tried"
	if _, err := c.Send(t.Context(), key(), prepared(t, c)); err != nil {
		t.Errorf("%v (%v)", err, syndicate.KindOf(err))
	}
}
