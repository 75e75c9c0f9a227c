package decode
import ("testing";"fmt")
func dump(v *Value, in string) { fmt.Printf("%s%v q=%v %q %v\n", in, v.Kind, v.Quoted, v.Text, v.Span); for i := range v.Items { dump(&v.Items[i], in+"  - ") }; for i := range v.Fields { fmt.Printf("%s  %q %v\n", in, v.Fields[i].Key, v.Fields[i].KeySpan); dump(&v.Fields[i].Value, in+"      ") } }
func TestZZ(t *testing.T) {
 for _, s := range []string{
 "title: \"Heat: x\"\ntwo:  'q'   \nथ: गर्मी का दिन \nempty:\nd: 2026-05-02\nn: 12\nt: true\ny: yes\nf: 0.5\nbad: null\nk: a - b [c] {d} \"e\" 'f'\n",
 "a:\n  - x\n  - \"गy\"\n  - k: v\n    l: 2\nb:\n- x\nc: [a, \"b\",  थ थ, d]\nm: {x: y, z: \"q, r\", w: [1, 2], u: https://x.org/a?b}\ne: []\ng: {}\nn:\n  o:\n    p: q\n  r:\n",
 "u: [https://x.y/z, a:b]\nz:    \n\n# c\n  \nlast: x\n",
 } {
  v, err := YAML([]byte(s), 2)
  if err != nil { fmt.Println(err); continue }
  dump(v, "")
  fmt.Println("----")
 }
}
