// Package signature checks that a text was signed with somebody's SSH key:
//
//	ssh-keygen -Y sign -n nadi-approval -f ~/.ssh/id_ed25519 < statement
//
// Everybody who works with git has such a key, also on a hardware token, and
// OpenSSH makes the signatures (its file PROTOCOL.sshsig, read November 2026);
// so Nadi never sees a private key. It promises to accept a text only under the
// namespace of approvals, so that a signature made for a commit or a mail is
// none here.
//
// Who may sign what is not its business.
package signature

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"
)

// Namespace is what signatures of approvals are made for.
const Namespace = "nadi-approval"

// ErrOther says that the text was signed with a key that is none of those
// given, or that another text was signed.
var ErrOther = errors.New("it is not signed with a key of theirs")

// Line makes one line of a signature as ssh-keygen writes it, for a ledger.
func Line(armored []byte) (string, error) {
	s, err := sshsig.Unarmor(armored)
	if err != nil {
		return "", fmt.Errorf("this is not a signature that ssh-keygen -Y sign has made: %w", err)
	}
	return base64.StdEncoding.EncodeToString(s.Marshal()), nil
}

// Verify reports whether text was signed by one of keys, each a line as in
// authorized_keys ("ssh-ed25519 AAAA… name"). The signature is one that Line
// returned.
func Verify(text, line string, keys []string) error {
	raw, err := base64.StdEncoding.DecodeString(line)
	if err != nil {
		return errors.New("its signature is damaged")
	}
	s, err := sshsig.ParseSignature(raw) // refuses RSA with SHA-1, as OpenSSH does
	if err != nil {
		return errors.New("its signature is damaged, or of a kind that is no longer safe")
	}
	for _, k := range keys {
		public, err := ParseKey(k)
		if err == nil && sshsig.Verify(strings.NewReader(text), s, public, s.HashAlgorithm, Namespace) == nil {
			return nil
		}
	}
	return ErrOther
}

// ParseKey reads one public key as it stands in authorized_keys.
func ParseKey(line string) (ssh.PublicKey, error) {
	k, _, options, _, err := ssh.ParseAuthorizedKey([]byte(line))
	if err != nil || len(options) > 0 {
		return nil, errors.New("it is not a public key; write the line of a .pub file, such as ssh-ed25519 AAAA… asha")
	}
	return k, nil
}
