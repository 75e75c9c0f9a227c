package signature

import (
	"crypto/ed25519"
	"crypto/rand"
	"crypto/rsa"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	"github.com/hiddeco/sshsig"
	"golang.org/x/crypto/ssh"
)

// signer is a new key, and its line in a .pub file.
func signer(t *testing.T) (ssh.Signer, string) {
	t.Helper()
	_, private, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	return s, strings.TrimSpace(string(ssh.MarshalAuthorizedKey(s.PublicKey()))) + " asha@example.org"
}

func signed(t *testing.T, s ssh.Signer, text, namespace string) string {
	t.Helper()
	sig, err := sshsig.Sign(strings.NewReader(text), s, sshsig.HashSHA512, namespace)
	if err != nil {
		t.Fatal(err)
	}
	line, err := Line(sshsig.Armor(sig))
	if err != nil {
		t.Fatal(err)
	}
	return line
}

func TestVerify(t *testing.T) {
	mine, key := signer(t)
	_, other := signer(t)
	const text = "nadi approval 1\nby asha\n"
	good := signed(t, mine, text, Namespace)
	if strings.ContainsAny(good, "\n ") {
		t.Errorf("a signature takes several lines: %q", good)
	}
	for name, tc := range map[string]struct {
		text, line string
		keys       []string
		ok         bool
	}{
		"the key":             {text, good, []string{key}, true},
		"one of the keys":     {text, good, []string{"not a key", other, key}, true},
		"another's key":       {text, good, []string{other}, false},
		"no key":              {text, good, nil, false},
		"another text":        {text + " ", good, []string{key}, false},
		"another purpose":     {text, signed(t, mine, text, "git"), []string{key}, false},
		"cut short":           {text, good[:40], []string{key}, false},
		"none":                {text, "", []string{key}, false},
		"a key with options":  {text, good, []string{`command="x" ` + key}, false},
		"changed in one byte": {text, flipped(good), []string{key}, false},
	} {
		if err := Verify(tc.text, tc.line, tc.keys); (err == nil) != tc.ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// flipped changes the last byte of the signature proper.
func flipped(line string) string {
	raw, _ := base64.StdEncoding.DecodeString(line)
	raw[len(raw)-1] ^= 1
	return base64.StdEncoding.EncodeToString(raw)
}

// oldRSA signs as clients of before 2016 did.
type oldRSA struct{ ssh.Signer }

func (o oldRSA) old(data []byte) (*ssh.Signature, error) {
	return o.Signer.(ssh.AlgorithmSigner).SignWithAlgorithm(rand.Reader, data, ssh.KeyAlgoRSA)
}

func TestOldSignature(t *testing.T) {
	private, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	s, err := ssh.NewSignerFromKey(private)
	if err != nil {
		t.Fatal(err)
	}
	key := string(ssh.MarshalAuthorizedKey(s.PublicKey()))
	const text = "nadi approval 1\n"
	line := signed(t, s, text, Namespace)
	if err := Verify(text, line, []string{key}); err != nil {
		t.Errorf("a signature with RSA and SHA-2: %v", err)
	}
	raw, _ := base64.StdEncoding.DecodeString(line)
	sig, err := sshsig.ParseSignature(raw)
	if err != nil {
		t.Fatal(err)
	}
	if sig.Signature, err = (oldRSA{s}).old([]byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := Verify(text, base64.StdEncoding.EncodeToString(sig.Marshal()), []string{key}); err == nil || errors.Is(err, ErrOther) {
		t.Errorf("a signature with SHA-1: %v", err)
	}
}

func FuzzVerify(f *testing.F) {
	f.Add("text", "U1NIU0lHAAAAAQ==", "ssh-ed25519 AAAA")
	f.Fuzz(func(t *testing.T, text, line, key string) {
		if Verify(text, line, []string{key}) == nil {
			t.Errorf("%q with %q is taken for a signature", line, key)
		}
	})
}
