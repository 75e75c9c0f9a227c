package image

import (
	"bytes"
	"cmp"
	"context"
	"fmt"
	stdimage "image"
	"image/draw"
	"image/gif"
	"image/jpeg"
	"image/png"

	"golang.org/x/image/webp"
)

// drawnQuality is that of smaller JPEGs: a picture that is shown at less than a
// CSS pixel for each of its own hides more than one in its own size.
const drawnQuality = 80

// Encoder writes a format that this program cannot write itself. It gets a PNG,
// which holds the colour profile if there is one, and whether it is a drawing
// rather than a photograph. Its error is trouble of the machine, not of the
// picture.
type Encoder func(ctx context.Context, png []byte, drawing bool) ([]byte, error)

// EncoderError is an Encoder that failed.
type EncoderError struct {
	Format string
	Err    error
}

func (e *EncoderError) Error() string { return fmt.Sprintf("writing %s: %v", e.Format, e.Err) }
func (e *EncoderError) Unwrap() error { return e.Err }

// Draw makes a picture in several sizes from one decoding, without what is not
// pixels and with its colours kept as Clean keeps them. The sizes are from
// Info.Sizes, some perhaps in another Format, for which there is an Encoder;
// the zero Size is what Clean gives.
func Draw(ctx context.Context, name string, data []byte, sizes []Size, encoders map[string]Encoder) ([][]byte, error) {
	info, err := Probe(name, data)
	if err != nil {
		return nil, err
	}
	d := &drawer{info: info, data: data, encoders: encoders, scaled: map[Size]stdimage.Image{}}
	out := make([][]byte, len(sizes))
	pixels := info.Width * info.Height
	if info.Format == "svg" {
		pixels = 0 // pictures inside it wait for the lock themselves
	}
	err = alone(pixels, func() (err error) {
		for i, s := range sizes {
			if err := cmp.Or(err, ctx.Err()); err != nil {
				return err
			}
			if s == (Size{}) {
				out[i], err = d.clean()
			} else if err = d.decode(); err == nil {
				d.resample(s)
			}
		}
		d.whole, d.img = nil, nil // the next large one may begin
		return err
	})
	for i, s := range sizes {
		if s != (Size{}) && err == nil {
			out[i], err = d.pack(ctx, s)
		}
	}
	if err != nil {
		return nil, err // never the half of it
	}
	return out, nil
}

// drawer draws one picture in its sizes.
type drawer struct {
	info     Info
	data     []byte
	encoders map[string]Encoder
	whole    stdimage.Image // upright; nil until it is needed
	img      stdimage.Image // the same in a form that is resampled
	gray     bool           // it is grey
	profile  []byte         // that fits them, cut down
	scaled   map[Size]stdimage.Image
}

// clean is the picture in its own size and format.
func (d *drawer) clean() ([]byte, error) {
	switch d.info.Format {
	case "jpeg":
		if err := d.decode(); err != nil {
			return nil, err
		}
		return d.jpeg(d.whole, sourceQuality(d.data))
	case "png":
		return cleanPNG(d.data)
	case "gif":
		return cleanGIF(d.data)
	case "webp":
		return cleanWebP(d.data)
	}
	return cleanSVG(d.data)
}

// pack writes a size that was resampled.
func (d *drawer) pack(ctx context.Context, s Size) ([]byte, error) {
	img := d.resample(s)
	switch s.Format {
	case "jpeg":
		return d.jpeg(img, min(drawnQuality, d.quality()))
	case "png":
		return d.png(img, png.DefaultCompression)
	}
	return d.encode(ctx, img, s.Format)
}

// quality is that of the source, which no smaller size needs to outdo.
func (d *drawer) quality() int {
	if d.info.Format == "jpeg" {
		return sourceQuality(d.data)
	}
	return drawnQuality
}

func (d *drawer) jpeg(img stdimage.Image, quality int) ([]byte, error) {
	var b bytes.Buffer
	err := jpeg.Encode(&after{&b, profileSegment(d.profile)}, img, &jpeg.Options{Quality: quality})
	return b.Bytes(), err
}

// png writes the picture with what the source says of its colours, in the
// order of the format: behind the header, before everything else.
func (d *drawer) png(img stdimage.Image, level png.CompressionLevel) ([]byte, error) {
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: level}).Encode(&b, img); err != nil {
		return nil, err
	}
	head := len(pngSignature) + 12 + 13 // and the chunk IHDR
	return bytes.Join([][]byte{b.Bytes()[:head], d.colourChunks(), b.Bytes()[head:]}, nil), nil
}

// colourChunks are what a PNG of this picture says of its colours: the source's
// own words if it is a PNG, cleaned as Clean does, else its profile.
func (d *drawer) colourChunks() []byte {
	c := &pngCleaner{header: make([]byte, 13)}
	c.header[9] = 2 // RGB
	if d.gray {
		c.header[9] = 0
	}
	if d.info.Format != "png" {
		if d.profile != nil {
			c.writeProfile(d.profile)
		}
		return c.out
	}
	eachPNG(d.data, func(name string, body []byte) bool {
		if name == "iCCP" || name == "sRGB" || name == "gAMA" || name == "cHRM" || name == "cICP" {
			_, _ = c.chunk(name, body) // these have no faults that it would find
		}
		return name != "IDAT"
	})
	return c.out
}

// encode has another program write the picture. It gets the pixels unpacked:
// packing them would take longer than reading them.
func (d *drawer) encode(ctx context.Context, img stdimage.Image, format string) ([]byte, error) {
	encoder := d.encoders[format]
	if encoder == nil {
		return nil, fmt.Errorf("there is no encoder for %q", format)
	}
	in, err := d.png(img, png.NoCompression)
	if err != nil {
		return nil, err
	}
	out, err := encoder(ctx, in, d.info.Drawn == "png")
	if err != nil {
		return nil, &EncoderError{format, err}
	}
	return out, nil
}

// decode reads the pixels once, turned as the picture is seen, in one of the
// forms that are resampled.
func (d *drawer) decode() error {
	if d.whole != nil {
		return nil
	}
	img, err := decode(d.info.Format, d.data)
	if err != nil {
		return err
	}
	if d.info.Format == "jpeg" {
		img = turn(img, orientation("jpeg", d.data))
	} else if err := upright(d.info.Format, d.data); err != nil {
		return err
	}
	d.whole, d.img = img, plain(img)
	_, d.gray = d.img.(*stdimage.Gray)
	d.profile = d.profileFor()
	return nil
}

// decode reads a still picture's pixels.
func decode(format string, data []byte) (img stdimage.Image, err error) {
	r := bytes.NewReader(data)
	switch format {
	case "jpeg":
		img, err = jpeg.Decode(r)
	case "png":
		img, err = png.Decode(r)
	case "webp":
		if img, err = webp.Decode(r); err == nil {
			widen(img)
		}
	default:
		img, err = gif.Decode(r) // its first frame
	}
	if err != nil {
		return nil, damaged("%w", err)
	}
	return img, nil
}

// widen stretches the values of a lossy WebP, which are those of television: 16
// to 235 from black to white, and 16 to 240 for colours (RFC 6386, section 9.2,
// by ITU-R BT.601). The decoder hands them on in a type that means 0 to 255.
func widen(img stdimage.Image) {
	var ycc *stdimage.YCbCr
	switch m := img.(type) {
	case *stdimage.YCbCr:
		ycc = m
	case *stdimage.NYCbCrA:
		ycc = &m.YCbCr
	default:
		return
	}
	var luma, chroma [256]byte
	for v := range 256 {
		luma[v] = clamp(int32((v-16)*255+219/2) / 219)
		chroma[v] = clamp(int32((v-16)*255+224/2) / 224)
	}
	for _, p := range []struct {
		pix   []byte
		table *[256]byte
	}{{ycc.Y, &luma}, {ycc.Cb, &chroma}, {ycc.Cr, &chroma}} {
		for i, v := range p.pix {
			p.pix[i] = p.table[v]
		}
	}
}

// profileFor is the colour profile of the source, if it fits the pixels.
func (d *drawer) profileFor() []byte {
	switch d.info.Format {
	case "jpeg":
		return jpegProfile(d.data, colours(d.whole))
	case "webp":
		return slimProfile(webpPart(d.data, "ICCP"), "RGB ")
	}
	var profile []byte
	eachPNG(d.data, func(name string, body []byte) bool {
		if name == "iCCP" {
			profile = slimProfile(unpackProfile(body), colours(d.img))
		}
		return name != "IDAT"
	})
	return profile
}

// plain brings pixels into one of the forms that are resampled: planes of a
// JPEG, grey, or red, green, blue and alpha, multiplied by it.
func plain(img stdimage.Image) stdimage.Image {
	switch m := img.(type) {
	case *stdimage.Gray, *stdimage.RGBA:
		return img
	case *stdimage.YCbCr:
		if across, _ := subsampling(m.SubsampleRatio); across > 0 {
			return img
		}
	case *stdimage.Gray16:
		to := stdimage.NewGray(m.Bounds())
		draw.Draw(to, to.Bounds(), m, m.Bounds().Min, draw.Src)
		return to
	}
	to := stdimage.NewRGBA(stdimage.Rectangle{Max: img.Bounds().Size()})
	draw.Draw(to, to.Bounds(), img, img.Bounds().Min, draw.Src)
	return to
}

// resample makes the picture smaller, once for all formats of a size. It does so
// from the smallest of the picture's sizes that is at least twice as wide, which
// nobody can tell from the picture itself and which has far fewer pixels to
// read. From which one follows from Info alone, or the bytes would depend on
// what else is drawn.
func (d *drawer) resample(s Size) stdimage.Image {
	s.Format = ""
	if d.scaled[s] == nil {
		from := d.img
		for _, larger := range d.info.Sizes() {
			if larger.Width >= 2*s.Width {
				from = d.resample(larger)
				break
			}
		}
		d.scaled[s] = smaller(from, s.Width, s.Height)
	}
	return d.scaled[s]
}

// smaller resamples one of the forms that plain gives.
func smaller(img stdimage.Image, w, h int) stdimage.Image {
	size := img.Bounds().Size()
	across, down := float64(size.X)/float64(w), float64(size.Y)/float64(h)
	switch m := img.(type) {
	case *stdimage.Gray:
		to := stdimage.NewGray(stdimage.Rect(0, 0, w, h))
		plane{m.Pix, m.Stride, size.X, size.Y, 1}.into(plane{to.Pix, to.Stride, w, h, 1}, across, down)
		return to
	case *stdimage.YCbCr:
		return smallerPlanes(m, w, h)
	case *stdimage.RGBA:
		to := stdimage.NewRGBA(stdimage.Rect(0, 0, w, h))
		plane{m.Pix, m.Stride, size.X, size.Y, 4}.into(plane{to.Pix, to.Stride, w, h, 4}, across, down)
		within(to)
		return to
	}
	return smaller(plain(img), w, h)
}

// within brings colours that the filter's swing made brighter than their alpha
// back to it.
func within(m *stdimage.RGBA) {
	for p := m.Pix; len(p) >= 4; p = p[4:] {
		p[0], p[1], p[2] = min(p[0], p[3]), min(p[1], p[3]), min(p[2], p[3])
	}
}

// smallerPlanes gives planes of which four pixels share a colour, as the
// encoder writes them whatever it gets.
func smallerPlanes(m *stdimage.YCbCr, w, h int) *stdimage.YCbCr {
	size := m.Rect.Size()
	across, down := float64(size.X)/float64(w), float64(size.Y)/float64(h)
	to := stdimage.NewYCbCr(stdimage.Rect(0, 0, w, h), stdimage.YCbCrSubsampleRatio420)
	plane{m.Y, m.YStride, size.X, size.Y, 1}.into(plane{to.Y, to.YStride, w, h, 1}, across, down)
	ca, cd := subsampling(m.SubsampleRatio)
	cw, ch := (size.X+ca-1)/ca, (size.Y+cd-1)/cd
	for _, c := range [][2][]byte{{m.Cb, to.Cb}, {m.Cr, to.Cr}} {
		plane{c[0], m.CStride, cw, ch, 1}.into(plane{c[1], to.CStride, (w + 1) / 2, (h + 1) / 2, 1}, across*2/float64(ca), down*2/float64(cd))
	}
	return to
}
