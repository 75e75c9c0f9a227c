package buckettest

import (
	"encoding/xml"
	"maps"
	"net/url"
	"slices"
	"strings"
)

const when = "2026-11-23T04:30:00.000Z"

type object struct {
	Key, LastModified, ETag string
	Size                    int
}

type objectList struct {
	XMLName                    xml.Name `xml:"ListBucketResult"`
	Name, Prefix, EncodingType string
	KeyCount                   int
	IsTruncated                bool
	NextContinuationToken      string `xml:",omitempty"`
	Contents                   []object
}

// list yields a page of the keys behind the token, which is the last key of
// the page before.
func (s *Server) list(q url.Values) answer {
	l := objectList{Name: Name, Prefix: q.Get("prefix"), EncodingType: "url"}
	for _, key := range slices.Sorted(maps.Keys(s.objects)) {
		v := s.newest(key)
		if v == nil || !strings.HasPrefix(key, q.Get("prefix")) || key <= max(q.Get("start-after"), q.Get("continuation-token")) {
			continue
		}
		if len(l.Contents) == s.page {
			l.IsTruncated = true
			l.NextContinuationToken, _ = url.QueryUnescape(l.Contents[len(l.Contents)-1].Key)
			break
		}
		l.Contents = append(l.Contents, object{url.QueryEscape(key), when, etag(v.data), len(v.data)})
	}
	l.KeyCount = len(l.Contents)
	return xmlAnswer(l)
}

type versionList struct {
	XMLName                                                        xml.Name `xml:"ListVersionsResult"`
	Name, Prefix, EncodingType, NextKeyMarker, NextVersionIdMarker string
	IsTruncated                                                    bool
	Entries                                                        []any
}

type versionEntry struct {
	XMLName                            xml.Name
	Key, VersionId, LastModified, ETag string
	IsLatest                           bool
	Size                               int
}

// listVersions yields a page of all versions, the newest of a key first.
func (s *Server) listVersions(q url.Values) answer {
	if s.noVersion {
		return refuse(501, "NotImplemented")
	}
	l := versionList{Name: Name, Prefix: q.Get("prefix"), EncodingType: "url"}
	behind := q.Get("key-marker") == ""
	for _, key := range slices.Sorted(maps.Keys(s.objects)) {
		for i, v := range slices.Backward(s.objects[key]) {
			if !strings.HasPrefix(key, q.Get("prefix")) {
				continue
			}
			if !behind {
				behind = key == q.Get("key-marker") && v.id == q.Get("version-id-marker")
				continue
			}
			if len(l.Entries) == s.page {
				l.IsTruncated = true
				return xmlAnswer(l)
			}
			e := versionEntry{XMLName: xml.Name{Local: "Version"}, Key: url.QueryEscape(key), VersionId: v.id, LastModified: when, ETag: etag(v.data), IsLatest: i == len(s.objects[key])-1, Size: len(v.data)}
			if v.marker {
				e.XMLName.Local = "DeleteMarker"
			}
			l.Entries = append(l.Entries, e)
			l.NextKeyMarker, l.NextVersionIdMarker = key, v.id
		}
	}
	return xmlAnswer(l)
}
