package youtube

import (
	"encoding/json"

	"nadi/syndicate"
)

// payload is what Send needs: exactly one of the two.
type payload struct {
	Upload *upload `json:"upload,omitempty"`
	Part   *part   `json:"part,omitempty"`
}

// upload is a video whose last piece is missing.
type upload struct {
	There     string  `json:"there,omitempty"` // a video of this message is on the channel already; nothing else is set
	Session   string  `json:"session"`         // its address; whoever has it can finish this upload
	File      string  `json:"file"`
	Size      int64   `json:"size"`
	SHA256    string  `json:"sha256"`
	Tag       string  `json:"tag"`
	Privacy   string  `json:"privacy"`
	Lang      string  `json:"lang"`
	Tail      []byte  `json:"tail"` // the last piece
	Thumbnail *medium `json:"thumbnail,omitempty"`
	Captions  *medium `json:"captions,omitempty"`
}

// from is where the last piece begins.
func (u *upload) from() int64 { return u.Size - int64(len(u.Tail)) }

// medium is a thumbnail or a captions file.
type medium struct {
	Type string `json:"type"`
	Data []byte `json:"data"`
}

// part is a text for the description of a video that is there.
type part struct {
	Video string `json:"video"`
	Text  string `json:"text"`
	Link  string `json:"link"`
	There bool   `json:"there,omitempty"` // the address was in the description already
}

func written(m payload) (syndicate.Payload, error) {
	data, err := json.Marshal(m)
	if err != nil {
		return nil, syndicate.Errorf(syndicate.Invalid, "YouTube: the message cannot be written down")
	}
	return data, nil
}

func readPayload(p syndicate.Payload) (payload, error) {
	var m payload
	if err := json.Unmarshal(p, &m); err != nil || (m.Upload == nil) == (m.Part == nil) {
		return m, syndicate.Errorf(syndicate.Invalid, "YouTube: what was prepared cannot be read; it is prepared again at the next run")
	}
	if u := m.Upload; u != nil && u.There == "" && (len(u.Tail) == 0 || u.from() < 0) {
		return m, syndicate.Errorf(syndicate.Invalid, "YouTube: what was prepared lacks the end of the video")
	}
	return m, nil
}
