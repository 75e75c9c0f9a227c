package handoff

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"net/smtp"
	"net/textproto"
	"slices"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// server is a mail server that takes our mail.
type server struct {
	host, port     string
	implicit       bool // TLS from the first byte
	dial           func(ctx context.Context, network, address string) (net.Conn, error)
	roots          *x509.CertPool // nil: the system's
	user, password syndicate.Secret
}

// patience bounds one conversation.
const patience = time.Minute

// try logs in and out.
func (s *server) try(ctx context.Context, domain string) error {
	c, done, err := s.connect(ctx, domain)
	if err != nil {
		return err
	}
	defer done()
	c.Quit() // the login was the question
	return nil
}

// send sends one message to one person.
func (s *server) send(ctx context.Context, domain, from, to string, message []byte) error {
	c, done, err := s.connect(ctx, domain)
	if err != nil {
		return err
	}
	defer done()
	if err := c.Mail(from); err != nil {
		return s.said("does not take mail from "+from, err, syndicate.Scope, "set the option from to an address that this mail server lets you send from")
	}
	if err := c.Rcpt(to); err != nil {
		return s.said("does not take mail for "+to, err, syndicate.Disabled, "look whether the option mail names the right person")
	}
	w, err := c.Data()
	if err != nil {
		return s.said("does not take a message now", err, syndicate.Rejected, "")
	}
	if _, err := w.Write(message); err != nil {
		return s.said("went away in the middle of the message", err, syndicate.Unavailable, "") // without the final dot nothing counts
	}
	if err := w.Close(); err != nil && !positive(err) {
		return s.taken(err)
	}
	c.Quit() // the mail is theirs, whatever they answer
	return nil
}

// taken makes the error of a final dot that was not answered 250. Anything but
// an answer leaves it open whether the mail was taken.
func (s *server) taken(err error) error {
	var said *textproto.Error
	if errors.As(err, &said) && said.Code >= 400 {
		return s.said("does not take the message", err, syndicate.Rejected, "")
	}
	return &syndicate.Error{Kind: syndicate.Unknown, Message: s.hide(fmt.Sprintf("%s: the answer to the whole message was lost (%s)", s.name(), plain(err))),
		Hint: "look into the person's mailbox"}
}

// positive reports an answer that is a yes although not the usual 250, which is
// all that net/smtp takes: any 2yz is (RFC 5321, 4.2.1).
func positive(err error) bool {
	var said *textproto.Error
	return errors.As(err, &said) && said.Code >= 200 && said.Code < 300
}

func (s *server) name() string { return "mail server " + s.host }

// connect greets the server, encrypts and logs in.
func (s *server) connect(ctx context.Context, domain string) (*smtp.Client, func(), error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	conn, err := s.dial(ctx, "tcp", net.JoinHostPort(s.host, s.port))
	if err != nil {
		cancel()
		return nil, nil, s.away("could not be reached", err)
	}
	if s.implicit {
		conn = tls.Client(conn, s.tls())
	}
	stop := context.AfterFunc(ctx, func() { conn.Close() })
	done := func() { stop(); conn.Close(); cancel() }
	c, err := smtp.NewClient(conn, s.host)
	if err != nil {
		done()
		return nil, nil, s.said("did not greet us", err, syndicate.Unavailable, "")
	}
	if err := s.enter(c, domain); err != nil {
		done()
		return nil, nil, err
	}
	return c, done, nil
}

func (s *server) tls() *tls.Config {
	return &tls.Config{ServerName: s.host, RootCAs: s.roots, MinVersion: tls.VersionTLS12}
}

func (s *server) enter(c *smtp.Client, domain string) error {
	if err := c.Hello(domain); err != nil {
		return s.said("did not greet us", err, syndicate.Unavailable, "")
	}
	if starttls, _ := c.Extension("STARTTLS"); starttls && !s.implicit {
		if err := c.StartTLS(s.tls()); err != nil {
			return s.away("could not be spoken to in private", err)
		}
	} else if !s.implicit && !wire.Loopback(s.host) {
		return &syndicate.Error{Kind: syndicate.Unavailable, Message: s.name() + " does not offer encryption (STARTTLS)",
			Hint: "use smtps:// if the server has it; mail is not sent in the clear"}
	}
	if !s.user.Set() {
		return nil
	}
	return s.login(c)
}

func (s *server) login(c *smtp.Client) error {
	ok, offered := c.Extension("AUTH")
	if !ok {
		return &syndicate.Error{Kind: syndicate.Auth, Message: s.name() + " does not offer a login",
			Hint: fmt.Sprintf("unset %s and %s, or use the port that takes logins, often 587", s.user.Name(), s.password.Name())}
	}
	auth := smtp.PlainAuth("", s.user.Value(), s.password.Value(), s.host)
	if methods := strings.Fields(strings.ToUpper(offered)); !slices.Contains(methods, "PLAIN") && slices.Contains(methods, "LOGIN") {
		auth = &loginAuth{s.user.Value(), s.password.Value()}
	}
	if err := c.Auth(auth); err != nil {
		return s.said("does not take the login", err, syndicate.Auth, fmt.Sprintf("check %s and %s; many servers want an app password", s.user.Name(), s.password.Name()))
	}
	return nil
}

// loginAuth is the login of servers that do not know PLAIN. It is only used
// where PlainAuth would be: encrypted, or on this machine.
type loginAuth struct{ user, password string }

// Start begins the login; without encryption it refuses.
func (a *loginAuth) Start(s *smtp.ServerInfo) (string, []byte, error) {
	if !s.TLS && !wire.Loopback(s.Name) {
		return "", nil, errors.New("unencrypted connection")
	}
	return "LOGIN", nil, nil
}

// Next answers the server's two questions.
func (a *loginAuth) Next(question []byte, more bool) ([]byte, error) {
	switch q := strings.ToLower(string(question)); {
	case !more:
		return nil, nil
	case strings.HasPrefix(q, "user"):
		return []byte(a.user), nil
	case strings.HasPrefix(q, "pass"):
		return []byte(a.password), nil
	}
	return nil, errors.New("a question that is neither for user nor password")
}

// said makes the error of a step before the message was complete: what the
// server answered decides, 4yz may be tried again, 5yz is of the kind final.
func (s *server) said(what string, err error, final syndicate.Kind, hint string) *syndicate.Error {
	var answer *textproto.Error
	if !errors.As(err, &answer) {
		return s.away(what, err)
	}
	e := &syndicate.Error{Kind: final, Code: fmt.Sprint(answer.Code), Hint: hint,
		Message: s.hide(fmt.Sprintf("%s %s: %d %s", s.name(), what, answer.Code, oneLine(answer.Msg)))}
	if answer.Code < 500 {
		e.Kind, e.Hint = syndicate.Unavailable, ""
	}
	return e
}

// away makes the error of a connection that failed before the message was
// complete.
func (s *server) away(what string, err error) *syndicate.Error {
	return &syndicate.Error{Kind: syndicate.Unavailable, Message: s.hide(fmt.Sprintf("%s %s: %s", s.name(), what, plain(err)))}
}

func plain(err error) string {
	switch {
	case errors.Is(err, context.DeadlineExceeded):
		return "no answer in time"
	case errors.Is(err, context.Canceled), errors.Is(err, net.ErrClosed):
		return "stopped"
	}
	return oneLine(err.Error())
}
