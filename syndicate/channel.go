package syndicate

import (
	"context"
	"io/fs"
	"net"
	"net/http"
	"time"
)

// Channel is the code for one network, opened for one account.
//
// Every method makes one attempt and never repeats, sleeps long or decides: a
// failure is an *Error whose Kind says what is certain. Methods may be called
// by one goroutine at a time. Where a network allows more, a channel is also a
// Finder, Reader, Amender, Remover or Replier; what it does not implement it
// names in Description.Unable, with the reason.
type Channel interface {
	// Describe says what the network allows, given what Verify found out of
	// its server; nil facts mean the usual limits. It is pure.
	Describe(Facts) Description

	// Verify asks the network who we are and what its server allows. It
	// changes nothing.
	Verify(ctx context.Context) (Identity, Facts, error)

	// Prepare does everything that readers cannot see, such as uploading a
	// picture, and returns the bytes that Send will send. Prepared twice, the
	// same draft is sent as the same message.
	Prepare(ctx context.Context, d Draft) (Payload, error)

	// Send makes the post public: one irreversible request. The key is unique
	// to the message and the same at every attempt. An error of kind Unknown
	// means that it may be public all the same.
	Send(ctx context.Context, key Key, p Payload) (Receipt, error)
}

// Draft is a post to be prepared.
type Draft struct {
	Key   Key
	Post  Post
	Due   time.Time // of the item; constant, so that names can be made of it
	At    time.Time // of this attempt, for a date that readers see; zero means Due
	Media *Media    // the picture of Post.Image, or nil
	Files fs.FS     // the site's folder, for videos and captions
}

// Sought describes a message of which it is not known whether it arrived.
type Sought struct {
	Key     Key
	Payload Payload   // nil if it is no longer kept
	Links   []string  // addresses of the article, now and before
	Since   time.Time // when it was sent
}

// Answer is what Find says.
type Answer int

// Only Found and Absent settle anything.
const (
	NotSeen Answer = iota // not there as far as one can see; it may still be
	Found
	Absent // proved by a read of the key itself at the place that stores it
)

// Finder can ask whether one message arrived.
type Finder interface {
	Find(ctx context.Context, s Sought) (Answer, Receipt, error)
}

// Reader can read the account's own posts back.
type Reader interface {
	// Recent returns the account's posts since a moment, newest first, as far
	// back as the network goes, without its answers to posts. Absence proves
	// nothing.
	Recent(ctx context.Context, since time.Time) ([]Seen, error)
}

// Amender can change the text of a post that is public.
type Amender interface {
	Amend(ctx context.Context, r Receipt, p Post) (Receipt, error)
}

// Remover can take a post down. Removing what is not there is no error.
type Remover interface {
	Remove(ctx context.Context, r Receipt) error
}

// Replier can answer one of the account's own posts with the text of p.
type Replier interface {
	Reply(ctx context.Context, key Key, to Receipt, p Post) (Receipt, error)
}

// Ability is something that not every network allows.
type Ability string

// The abilities. A channel implements the interface or says in
// Description.Unable why it cannot.
const (
	CanFind   Ability = "find"   // Finder
	CanRead   Ability = "read"   // Reader
	CanAmend  Ability = "amend"  // Amender
	CanRemove Ability = "remove" // Remover
	CanReply  Ability = "reply"  // Replier
)

// Facts are what a server said of its limits, as short texts by name. They are
// kept in the ledger and are part of a post's hash, but for those whose name
// begins with ~, which are for people only.
type Facts map[string]string

// Identity is who an account is on its network.
type Identity struct {
	Network string    // the channel's name
	Host    string    // of the server; empty where a network has only one
	ID      string    // never changes, unlike a handle
	Handle  string    // as people know it: @riverside
	URL     string    // the public profile
	Expires time.Time // when the token dies, zero if never or unknown
}

// String is the identity as the ledger keeps it.
func (i Identity) String() string { return i.Network + "|" + i.Host + "|" + i.ID }

// LinkPlace says where a post carries the article's address.
type LinkPlace int

// The places.
const (
	LinkInText LinkPlace = iota // as part of the text, where it is counted
	LinkInCard                  // in a field of its own
)

// Description says what a network allows and costs.
type Description struct {
	Limits   []Limit // of the text; all hold
	Link     LinkPlace
	Template string        // of a post, where neither account nor article has one
	MaxTags  int           // most hashtags; 0 means none are written
	Picture  *PictureLimit // nil: no picture is sent
	Alt      int           // most characters of an alt text
	Unable   map[Ability]string
	// Repeat is how long after an attempt whose outcome is unknown the same
	// payload may be sent again without harm, because the network knows the
	// key. 0 means never.
	Repeat time.Duration
	// SendTimeout bounds one Send.
	SendTimeout time.Duration
	// Price returns what a post costs in US cents × 10 (mills); nil: nothing.
	Price func(Post) int
	// Impossible says why an item cannot be posted here at all, or "".
	Impossible func(Item) string
}

// Limit bounds a text.
type Limit struct {
	Unit  string // "characters", "bytes" …, in the plural, for people
	Max   int
	Count func(string) int // how this network counts; pure
}

// PictureLimit bounds a picture. What is too large is made smaller before
// Prepare sees it.
type PictureLimit struct {
	Bytes    int      // most bytes
	Pixels   int      // most width × height; 0: no limit
	Types    []string // MIME types taken
	Required bool
}

// Network is a channel that can be opened: the entry of the list in
// syndicate/channels.
type Network struct {
	Name     string // in nadi.yaml
	Title    string // as people call it
	Server   string // default base address; "" means that the account must name one
	NoServer bool   // there is no server to name (files, mail)
	Secrets  []Setting
	Options  []Setting
	Open     func(Account, Tools) (Channel, error) // pure; errors are about settings
}

// Setting is a secret or an option of an account.
type Setting struct {
	Name     string // secrets: TOKEN in NADI_<ACCOUNT>_TOKEN; options: the key
	Why      string // what it is and where it comes from, one line
	Required bool
	Default  string
	Values   []string // the only ones allowed, if set
}

// Tools is what a channel works with.
type Tools struct {
	Transport http.RoundTripper                                                    // the network
	Now       func() time.Time                                                     // the time, for signatures and Retry-After
	Nonce     func() string                                                        // random, 32 hex digits, for signatures that need one
	Secret    func(name string) Secret                                             // of this account; names as in Network.Secrets
	Tokens    TokenStore                                                           // for tokens that change; nil where there is no safe place
	Folder    Folder                                                               // where handoff writes; nil where nothing may be written
	Dial      func(ctx context.Context, network, address string) (net.Conn, error) // for mail
	Agent     string                                                               // User-Agent
}

// TokenStore keeps a token that a network replaces at each use. Swap is atomic
// and durable and locks out other runners while refresh runs: it passes the
// stored token (or "") to refresh and stores what that returns.
type TokenStore interface {
	Swap(ctx context.Context, account string, refresh func(old string) (string, error)) (string, error)
}

// Folder takes finished files. Names are relative, with /; a file is there
// whole or not at all, and an existing one is replaced. Stat and Remove return
// fs.ErrNotExist for a missing one.
type Folder interface {
	WriteFile(name string, data []byte) error
	Stat(name string) (fs.FileInfo, error)
	Remove(name string) error
	Path(name string) string // for people
}
