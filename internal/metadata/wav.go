package metadata

import (
	"bytes"
	"encoding/binary"
	"encoding/xml"
	"strings"
)

// WAV is RIFF (Microsoft, "Multimedia Programming Interface", 1991): chunks
// of four letters, a length, contents; in broadcasting with bext (EBU Tech
// 3285) and, from field recorders, iXML.

// infoFields are those of a LIST of INFO that tell.
var infoFields = map[string]string{
	"IART": "author", "IENG": "author", "ITCH": "author", "ICMS": "author", "IWRI": "author", "IMUS": "author", "ISTR": "author", "IPRO": "author", "IEDT": "author", "IENC": "author",
	"ICMT": "comment", "ILOC": "location", "IEML": "account",
}

// riffChunks calls read for every chunk.
func riffChunks(data []byte, order binary.ByteOrder, read func(id string, body []byte)) {
	for len(data) >= 8 {
		n := uint64(order.Uint32(data[4:]))
		read(string(data[:4]), cut(data, 8, 8+n))
		data = cut(data, 8+n+n&1, uint64(len(data)))
	}
}

func readWAV(r *report, data []byte) error {
	if len(data) < 12 || string(data[8:12]) != "WAVE" || !wavHeads[string(data[:4])] {
		return errKind
	}
	riffChunks(withSize(data[12:]), binary.LittleEndian, func(id string, body []byte) {
		switch id {
		case "LIST":
			r.info(body)
		case "bext":
			r.bext(body)
		case "iXML":
			r.ixml(body)
		case "id3 ", "ID3 ":
			r.id3(body)
		case "_PMX":
			r.xmp(body, "_PMX")
		}
	})
	return nil
}

var wavHeads = set("RIFF RF64 BW64")

// withSize leaves the sound out of the large kinds, whose length stands in a
// chunk of its own (EBU Tech 3306: ds64), with FFFFFFFF in its place.
func withSize(chunks []byte) []byte {
	at := bytes.Index(cut(chunks, 0, 64<<10), []byte("data\xff\xff\xff\xff"))
	if !bytes.HasPrefix(chunks, []byte("ds64")) || len(chunks) < 24 || at < 0 {
		return chunks
	}
	n := binary.LittleEndian.Uint64(chunks[16:])
	behind := cut(chunks, min(uint64(at)+8+n, 1<<62), uint64(len(chunks)))
	return append(bytes.Clone(chunks[:at]), behind...)
}

func (r *report) info(body []byte) {
	kind, rest := string(cut(body, 0, 4)), cut(body, 4, uint64(len(body)))
	riffChunks(rest, binary.LittleEndian, func(id string, value []byte) {
		s := text(bytes.TrimRight(value, "\x00"))
		switch {
		case kind == "adtl" && id == "note" && len(value) > 4:
			r.comment(text(value[4:]), "LIST adtl note")
		case kind == "INFO" && infoFields[id] == "author":
			r.author(s, "LIST INFO "+id)
		case kind == "INFO" && infoFields[id] == "comment":
			r.comment(s, "LIST INFO "+id)
		case kind == "INFO" && infoFields[id] == "location":
			r.location(s, "LIST INFO "+id)
		case kind == "INFO" && infoFields[id] == "account":
			r.account(s, "LIST INFO "+id)
		}
	})
}

// bext holds a description (256 bytes) and who made it (32).
func (r *report) bext(body []byte) {
	r.comment(text(bytes.Trim(cut(body, 0, 256), "\x00")), "bext Description")
	r.author(text(bytes.Trim(cut(body, 256, 288), "\x00")), "bext Originator")
}

func (r *report) ixml(body []byte) {
	d := looseXML(body)
	name := ""
	for {
		t, err := d.RawToken()
		if err != nil {
			return
		}
		switch t := t.(type) {
		case xml.StartElement:
			name = t.Name.Local
		case xml.EndElement:
			name = ""
		case xml.CharData:
			switch s := strings.TrimSpace(string(t)); name {
			case "NOTE":
				r.comment(s, "iXML NOTE")
			case "LOCATION_NAME", "LOCATION_GPS", "LOCATION_ALTITUDE":
				r.location(s, "iXML "+name)
			case "USER":
				r.comment(s, "iXML USER")
			}
		}
	}
}
