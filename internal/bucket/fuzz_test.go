package bucket

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// sayer is a server that answers everything alike.
type sayer struct {
	answer string // with its status line and headers
	asked  int
}

func (s *sayer) RoundTrip(r *http.Request) (*http.Response, error) {
	if s.asked++; s.asked > 200 {
		return nil, errors.New("asked too often")
	}
	return http.ReadResponse(bufio.NewReader(strings.NewReader(s.answer)), r)
}

// FuzzAnswers: whatever a server answers, nothing panics or goes on for ever, a
// missing object is not made of nothing, and no key is in an error.
func FuzzAnswers(f *testing.F) {
	list := `<ListBucketResult><Name>riverside-news</Name><IsTruncated>true</IsTruncated><NextContinuationToken>a</NextContinuationToken><Contents><Key>site/a</Key><ETag>"0cc175b9c0f1b6a831c399e269772661"</ETag><Size>1</Size></Contents></ListBucketResult>`
	versions := `<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>site/key</NextKeyMarker><NextVersionIdMarker>1</NextVersionIdMarker><Version><Key>site/key</Key><VersionId>1</VersionId><IsLatest>true</IsLatest></Version><DeleteMarker><Key>site/key</Key><VersionId>2</VersionId></DeleteMarker></ListVersionsResult>`
	for _, body := range []string{"", "{}", "data", list, strings.Replace(list, "true", "false", 1), versions, `<Error><Code>NoSuchKey</Code><Message>no</Message></Error>`, `<Error><Code>PreconditionFailed</Code></Error>`} {
		for _, head := range []string{"200 OK\r\nETag: \"0cc175b9c0f1b6a831c399e269772661\"\r\nLast-Modified: Wed, 25 Nov 2026 09:00:00 GMT", "200 OK\r\nContent-Length: -1", "404 Not Found\r\nContent-Type: application/xml", "412 Precondition Failed", "301 Moved\r\nLocation: https://other.example/", "304 Not Modified", "503 Slow Down"} {
			f.Add("HTTP/1.1 " + head + "\r\n\r\n" + body)
		}
	}
	f.Fuzz(func(t *testing.T, answer string) {
		if resp, err := (&sayer{answer: answer}).RoundTrip(&http.Request{Method: http.MethodGet}); err != nil {
			t.Skip("no answer of a server")
		} else {
			resp.Body.Close()
		}
		synctest.Test(t, func(t *testing.T) { ask(t, answer) }) // the library waits after a failure
	})
}

// ask asks the server everything.
func ask(t *testing.T, answer string) {
	env := map[string]string{"AWS_ACCESS_KEY_ID": "s3cret-id", "AWS_SECRET_ACCESS_KEY": "s3cret-key", "AWS_REGION": "us-east-1"}
	server := &sayer{answer: answer}
	b, err := Open("s3://riverside-news/site/?endpoint=https://s3.example.org", Options{Env: func(n string) string { return env[n] }, Transport: server})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	for what, do := range map[string]func() error{
		"list": func() error {
			for _, err := range b.List(ctx, "") {
				if err != nil {
					return err
				}
			}
			return nil
		},
		"get": func() error {
			data, _, err := b.Get(ctx, "key")
			if err != nil && len(data) > 0 {
				t.Errorf("%d bytes beside %v", len(data), err)
			}
			return err
		},
		"changed": func() error { _, _, _, err := b.GetChanged(ctx, "key", "0cc1"); return err },
		"create":  func() error { _, err := b.Put(ctx, "key", []byte("x"), Meta{}, IfNew); return err },
		"replace": func() error { _, err := b.Put(ctx, "key", []byte("x"), Meta{}, IfMatch("0cc1")); return err },
		"delete":  func() error { return b.Delete(ctx, "key") },
		"erase":   func() error { return b.Erase(ctx, "key") },
	} {
		server.asked = 0
		err := do()
		if server.asked > 20 {
			t.Errorf("%s asked %d times", what, server.asked)
		}
		if err == nil {
			continue
		}
		if text := err.Error(); strings.Contains(text, "s3cret") || strings.ContainsAny(text, "\n\x1b\x00") && !strings.ContainsAny(answer, "\x1b\x00") || len(text) > 4096+len(answer) {
			t.Errorf("%s says %q", what, text)
		}
	}
	if !bytes.HasPrefix([]byte(answer), []byte("HTTP/1.1 404")) && !strings.Contains(answer, "NoSuch") && !strings.Contains(answer, "404") {
		if _, _, err := b.Get(ctx, "key"); errors.Is(err, ErrMissing) {
			t.Errorf("missing, by the answer %q", answer)
		}
	}
}
