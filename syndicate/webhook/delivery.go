package webhook

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"nadi/syndicate"
	"nadi/syndicate/wire"
)

// version of the form of the body. Fields may be added without a new one.
const version = 1

// message is the body of a delivery.
type message struct {
	Version  int      `json:"version"`
	Event    string   `json:"event"`        // post, amend, remove, reply, ping
	ID       string   `json:"id"`           // of the delivery, the same at every attempt
	Of       string   `json:"of,omitempty"` // amend, remove, reply: the id of the earlier post
	Account  string   `json:"account"`
	Item     string   `json:"item,omitempty"`
	Occasion string   `json:"occasion,omitempty"`
	Lang     string   `json:"lang,omitempty"`
	Text     string   `json:"text,omitempty"`
	Title    string   `json:"title,omitempty"`
	Summary  string   `json:"summary,omitempty"`
	Link     string   `json:"link,omitempty"`
	Hashtags []string `json:"hashtags,omitempty"`
	Image    *picture `json:"image,omitempty"`
}

// picture is one to be fetched from the site; its address changes with its
// content.
type picture struct {
	URL    string `json:"url"`
	Alt    string `json:"alt"`
	Type   string `json:"type,omitempty"`
	Width  int    `json:"width,omitempty"`
	Height int    `json:"height,omitempty"`
}

func (c *channel) message(event string, k syndicate.Key, p syndicate.Post) message {
	m := message{Version: version, Event: event, ID: deliveryID(k), Account: c.account, Item: k.Item, Occasion: k.Occasion,
		Lang: p.Lang, Text: p.Text, Title: p.Title, Summary: p.Summary, Link: p.Link, Hashtags: p.Hashtags}
	if p.Image != nil {
		m.Image = &picture{URL: p.Image.URL, Alt: p.Image.Alt}
	}
	return m
}

// bytes writes the body, with & and < as they are: receivers show texts.
func (m message) bytes() []byte {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(m); err != nil {
		panic(err) // texts and numbers can always be written
	}
	return bytes.TrimRight(out.Bytes(), "\n")
}

// sign returns the value of the header Nadi-Signature: t=UNIX,v1=HEX, where
// HEX is the HMAC-SHA256, under the secret, of the time in seconds, a dot and
// the body. A receiver makes the same and compares, and refuses what is older
// than a few minutes.
func sign(secret string, at time.Time, body []byte) string {
	t := strconv.FormatInt(at.Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(t + "."))
	mac.Write(body)
	return "t=" + t + ",v1=" + hex.EncodeToString(mac.Sum(nil))
}

// answer is what a receiver may say in a 2xx. Nothing of it is needed.
type answer struct {
	ID   string `json:"id"`
	URL  string `json:"url"`
	Name string `json:"name"` // of the receiver, on ping
}

func (a answer) receipt(id string) syndicate.Receipt {
	if a.ID != "" {
		id = a.ID
	}
	return syndicate.Receipt{ID: id, URL: a.URL}
}

// deliver makes one signed request.
func (c *channel) deliver(ctx context.Context, event, id string, body []byte, commit bool) (answer, error) {
	r, err := c.wire.Do(ctx, wire.Request{Method: http.MethodPost, Path: c.path, Body: body, Commit: commit, Header: http.Header{
		"Content-Type":   {"application/json"},
		"Nadi-Event":     {event},
		"Nadi-Delivery":  {id},
		"Nadi-Signature": {sign(c.secret.Value(), c.now(), body)},
	}})
	if err != nil {
		return answer{}, err
	}
	if !r.OK() {
		return answer{}, c.refused(r)
	}
	var a answer
	if json.Unmarshal(r.Body, &a) != nil {
		a = answer{} // 2xx is enough; the rest is the receiver's own
	}
	return c.plain(a), nil
}

// plain is an answer fit to be kept: short, and without our secrets, which a
// receiver may send back.
func (c *channel) plain(a answer) answer {
	u, err := url.Parse(a.URL)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || c.wire.Redact(a.URL) != a.URL {
		a.URL = ""
	}
	if len(a.ID) > 200 || c.wire.Redact(a.ID) != a.ID {
		a.ID = ""
	}
	if len(a.Name) > 200 || c.wire.Redact(a.Name) != a.Name {
		a.Name = ""
	}
	return a
}

// refused makes the error of an answer that is not 2xx.
func (c *channel) refused(r *wire.Response) error {
	e := r.Error(said(r))
	switch {
	case r.Status == http.StatusGone:
		e.Kind = syndicate.Disabled
		e.Hint = "the receiver has been switched off for good; ask who runs it, or take the account out of nadi.yaml"
	case r.Status == http.StatusNotFound || r.Status == http.StatusMethodNotAllowed:
		e.Kind = syndicate.Disabled
		e.Hint = fmt.Sprintf("nobody takes deliveries at this address of %s; look at %s", c.host, c.address)
	case r.Status == http.StatusConflict:
		e.Kind = syndicate.Duplicate
	case r.Status == http.StatusUnauthorized:
		e.Hint = fmt.Sprintf("the receiver does not accept the signature: %s must be the same on both sides, and its clock right", c.secret.Name())
	case r.Status >= 300 && r.Status < 400:
		e.Hint = fmt.Sprintf("the address answers with a redirect, which is not followed; put the final address into %s", c.address)
	}
	return e
}

// said is the receiver's own explanation: {"error": "…"}, or a short plain
// text.
func said(r *wire.Response) string {
	var a struct {
		Error string `json:"error"`
	}
	if json.Unmarshal(r.Body, &a) == nil {
		return a.Error
	}
	if strings.HasPrefix(r.Header.Get("Content-Type"), "text/plain") {
		return string(r.Body)
	}
	return ""
}
