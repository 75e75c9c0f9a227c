package metadata

import (
	"bytes"
	"encoding/xml"
	"io"
	"strings"
)

// XMP is RDF in XML, put into many formats (ISO 16684-1; the names of the
// fields: Adobe's XMP part 2, Exif for XMP, IPTC Photo Metadata 2023). A
// value stands in an element, in a list in it, or in an attribute; here the
// nearest named element counts.

// xmpFields are the fields that tell, by prefix and name as all programs
// write them.
var xmpFields = map[string]string{
	"dc:creator": "author", "dc:contributor": "author", "tiff:Artist": "author", "photoshop:CaptionWriter": "author", "pdf:Author": "author", "xmp:Author": "author",
	"xmpDM:artist": "author", "xmpDM:composer": "author", "xmpDM:director": "author", "xmpDM:engineer": "author", "exifEX:CameraOwnerName": "author", "aux:OwnerName": "author",
	"Iptc4xmpExt:PersonInImage": "author", "mwg-rs:Name": "author", "MP:PersonDisplayName": "author", "pdfx:SourceModified": "", "pdfx:Author": "author",
	"exif:GPSLatitude": "location", "exif:GPSLongitude": "location", "Iptc4xmpCore:Location": "location", "Iptc4xmpExt:LocationCreated": "location", "Iptc4xmpExt:Sublocation": "location", "xmpDM:shotLocation": "location",
	"Iptc4xmpCore:CiEmailWork": "account", "Iptc4xmpCore:CiTelWork": "account", "Iptc4xmpCore:CiAdrExtadr": "account", "pdfx:AuthorEmail": "account", "pdfx:AuthorEmailDisplayName": "account",
	"aux:SerialNumber": "device", "exifEX:BodySerialNumber": "device", "exifEX:LensSerialNumber": "device", "aux:LensSerialNumber": "device", "xmpDM:cameraLabel": "device",
	"xmpDM:logComment": "comment", "exif:UserComment": "comment",
	"stRef:filePath": "path", "stMfs:linkForm": "", "xmpMM:filePath": "path", "pdfx:DocumentFile": "path",
}

// xmp marks what a packet tells. It is read as text that looks like XML:
// a packet that is damaged is read as far as it goes.
func (r *report) xmp(packet []byte, where string) {
	if len(packet) > maxPart {
		packet = packet[:maxPart]
	}
	packet = bytes.TrimRight(packet, "\x00 \n\r\t")
	d := looseXML(packet)
	var open []string // names of the elements around
	for {
		t, err := d.RawToken()
		if err != nil {
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			for _, a := range t.Attr {
				r.xmpField(a.Name.Space+":"+a.Name.Local, a.Value, where)
			}
			if open = append(open, t.Name.Space+":"+t.Name.Local); len(open) > 1000 {
				return
			}
		case xml.EndElement:
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
		case xml.CharData:
			if name := nearest(open); name != "" {
				r.xmpField(name, string(t), where)
			}
		}
	}
}

// nearest is the innermost element that is a field and not a list's part.
func nearest(open []string) string {
	for i := len(open) - 1; i >= 0; i-- {
		if !strings.HasPrefix(open[i], "rdf:") {
			return open[i]
		}
	}
	return ""
}

func (r *report) xmpField(name, value, where string) {
	if strings.TrimSpace(value) == "" {
		return
	}
	at := where + " " + name
	if !strings.Contains(where, "XMP") {
		at = where + " XMP " + name
	}
	switch xmpFields[name] {
	case "author":
		r.author(value, at)
	case "location":
		r.location(value, at)
	case "account":
		r.account(value, at)
	case "comment":
		r.comment(value, at)
	case "device":
		if !isZero(value) {
			r.mark("device", at)
		}
	case "path":
		r.path(value, at)
	}
}

// looseXML reads XML as forgivingly as can be: unknown entities stay, other
// encodings than UTF-8 are taken as they come.
func looseXML(data []byte) *xml.Decoder {
	if bytes.HasPrefix(data, []byte{0xfe, 0xff}) || bytes.HasPrefix(data, []byte{0xff, 0xfe}) {
		data = []byte(plain(data))
	}
	d := xml.NewDecoder(bytes.NewReader(bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))))
	d.Strict = false
	d.CharsetReader = func(_ string, in io.Reader) (io.Reader, error) { return in, nil }
	return d
}
