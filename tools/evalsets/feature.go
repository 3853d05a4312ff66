package main

import (
	"strconv"
	"strings"

	"github.com/qingting-nlp/qingting/dialogue"
	"github.com/qingting-nlp/qingting/intent"
	"github.com/qingting-nlp/qingting/internal/linear"
	"github.com/qingting-nlp/qingting/segment"
	"github.com/qingting-nlp/qingting/sentiment"
)

// reader turns rows into features.
type reader struct {
	kinds string // builder, chars or words
	own   bool   // punctuation shapes, emoji and chat codes
	topic string // of a dialogue: "" the text alone, "place" with where it stands, "past" with what was said before, "only" the latter without the text
	tags  bool   // parts of speech
	rules bool   // what sentiment and intent say
	core  bool   // of a post only what its author says
	count bool   // a feature stands as often as it is seen, not once

	cluster *embedding
	built   linear.Builder
	toks    []segment.Token
}

// Kinds of given features.
const (
	kindChar uint32 = iota + 100
	kindWord
	kindShape
	kindPast
	kindPlace
	kindRule
	kindCluster
	kindTag
)

func (rd *reader) features(r *row) []uint32 {
	b := &rd.built
	b.Reset()
	text := r.text
	if rd.core {
		text = core(text)
	}
	rd.toks = segment.Default().Append(rd.toks[:0], text)
	switch {
	case rd.topic == "only" && r.role != "":
	case rd.kinds == "chars":
		grams(b, text, 3)
	case rd.kinds == "words":
		words(b, rd.toks)
	default:
		b.Text(rd.toks)
	}
	if rd.own {
		shapes(b, text)
	}
	if rd.tags {
		for _, t := range rd.toks {
			b.Given(kindTag, hash(strconv.Itoa(int(t.Tag))), none)
		}
		for i := 1; i < len(rd.toks); i++ {
			b.Given(kindTag, hash(strconv.Itoa(int(rd.toks[i-1].Tag)), strconv.Itoa(int(rd.toks[i].Tag))), none)
			b.Given(kindTag, hash("w", rd.toks[i-1].Norm, strconv.Itoa(int(rd.toks[i].Tag))), none)
			b.Given(kindTag, hash("t", strconv.Itoa(int(rd.toks[i-1].Tag)), rd.toks[i].Norm), none)
		}
	}
	if rd.rules {
		rules(b, text)
	}
	if rd.cluster != nil {
		rd.cluster.add(b, rd.toks)
	}
	if rd.topic != "" && r.role != "" {
		rd.context(r)
	}
	if rd.count {
		return append([]uint32(nil), b.Hashes...)
	}
	seen := make(map[uint32]bool, len(b.Hashes))
	out := make([]uint32, 0, len(b.Hashes))
	for _, h := range b.Hashes {
		if !seen[h] {
			seen[h] = true
			out = append(out, h)
		}
	}
	return out
}

func hash(parts ...string) uint32 {
	h := uint32(2166136261)
	for _, s := range parts {
		for i := range len(s) {
			h = (h ^ uint32(s[i])) * 16777619
		}
		h = (h ^ 0xFF) * 16777619
	}
	return h
}

var none dialogue.Span

// grams adds n-grams of characters as they stand: the features of the reference points.
func grams(b *linear.Builder, text string, most int) {
	runes := []rune(text)
	for i := range runes {
		for n := 1; n <= most && i+n <= len(runes); n++ {
			b.Given(kindChar, hash(string(runes[i:i+n])), none)
		}
	}
}

func words(b *linear.Builder, toks []segment.Token) {
	last := ""
	for _, t := range toks {
		if t.Kind == segment.Space {
			continue
		}
		b.Given(kindWord, hash(t.Norm), none)
		if last != "" {
			b.Given(kindWord, hash(last, t.Norm), none)
		}
		last = t.Norm
	}
}

// shapes adds what the norm of a text folds away: emoji, chat codes, runs of marks, tags, who is answered.
func shapes(b *linear.Builder, text string) {
	add := func(parts ...string) { b.Given(kindShape, hash(parts...), none) }
	for rest := text; ; {
		i := strings.IndexByte(rest, '[')
		if i < 0 {
			break
		}
		rest = rest[i+1:]
		if k := strings.IndexByte(rest, ']'); k > 0 && k < 20 && !strings.ContainsAny(rest[:k], " ,，。") {
			add("code", rest[:k])
			rest = rest[k:]
		}
	}
	runes := []rune(text)
	for i := 0; i < len(runes); {
		k := i + 1
		for k < len(runes) && runes[k] == runes[i] {
			k++
		}
		switch r := runes[i]; {
		case r >= 0x2190 && r < 0x2E80, r >= 0x1F000:
			add("sign", string(r))
			add("sign")
		case strings.ContainsRune("!！?？。.~～…,，哈嘿呵啊呜", r) && k-i > 1:
			add("run", string(r), strconv.Itoa(min(k-i, 4)))
		}
		i = k
	}
	for _, s := range []string{"//@", "【", "#", "@", "《", "“", "http", "转发", "回复"} {
		if n := strings.Count(text, s); n > 0 {
			add("has", s, strconv.Itoa(min(n, 3)))
		}
	}
	add("head", string(runes[:min(1, len(runes))]))
}

// rules adds the answers of the project's own detector and classifier.
func rules(b *linear.Builder, text string) {
	add := func(what, label string) { b.Named(kindRule, what+label, none) }
	r := sentiment.Default().Detect(text)
	add("valence ", r.Valence.String())
	for i, e := range r.Emotions {
		add("emotion ", string(e.Label))
		if i == 0 {
			add("first ", string(e.Label)+strconv.Itoa(r.Intensity))
		}
	}
	for _, f := range r.Flags {
		add("flag ", string(f.Flag))
	}
	c := intent.Default().Classify(text)
	for _, a := range c.Acts {
		add("act ", a.Label)
	}
	for _, t := range c.Topics {
		add("topic ", t.Label)
	}
	add("scope ", strconv.FormatBool(c.OutOfScope))
}

// core returns what the author of a post says: without what is passed on (//@name: …), headlines in 【】, tags and links. When nothing is
// left it is the first part that was passed on, then the text as it is.
func core(text string) string {
	for i, part := range strings.Split(text, "//@") {
		if i > 0 {
			_, said, ok := strings.Cut(strings.Replace(part, "：", ":", 1), ":")
			if !ok {
				continue
			}
			part = said
		}
		part = drop(drop(part, "【", "】"), "#", "#")
		if k := strings.Index(part, "http"); k >= 0 {
			part = part[:k]
		}
		if plain(part) != "" {
			return part
		}
	}
	return text
}

func drop(text, left, right string) string {
	for {
		i := strings.Index(text, left)
		if i < 0 {
			return text
		}
		k := strings.Index(text[i+len(left):], right)
		if k < 0 {
			return text
		}
		text = text[:i] + " " + text[i+len(left)+k+len(right):]
	}
}

// context adds features of what was said before.
func (rd *reader) context(r *row) {
	b := &rd.built
	place := func(parts ...string) { b.Given(kindPlace, hash(parts...), none) }
	place("role", r.role)
	turns, last := 0, ""
	for _, t := range r.past {
		if t.role != last {
			turns++
		}
		last = t.role
	}
	place("turns", r.role, strconv.Itoa(min(turns, 8)))
	place("pieces", r.role, strconv.Itoa(min(len(r.past), 20)/2))
	place("before", last)
	length := size(r.text)
	place("length", r.role, length)
	words := func(what, text string) {
		rd.toks = segment.Default().Append(rd.toks[:0], text)
		from := ""
		for _, t := range rd.toks {
			if t.Kind == segment.Space {
				continue
			}
			n := t.Norm
			if t.Kind == segment.Number {
				n = "0"
			}
			b.Given(kindPast, hash(what, n), none)
			b.Given(kindPast, hash(what, from, n), none)
			from = n
		}
		b.Given(kindPast, hash(what, from, "end"), none)
		place(what, "length", size(text))
	}
	// Own features by role: the same words mean other things of an agent.
	if rd.topic == "past" {
		words(r.role+" own", r.text)
	}
	seen := map[string]int{}
	run := 0
	for i := len(r.past) - 1; i >= 0; i-- {
		t := r.past[i]
		if t.role != r.role {
			break
		}
		run++
	}
	place("run", strconv.Itoa(min(run, 4)))
	for i := len(r.past) - 1; i >= 0; i-- {
		t := r.past[i]
		seen[t.role]++
		if n := seen[t.role]; rd.topic == "place" {
		} else if n <= 2 {
			words(r.role+" "+t.role+strconv.Itoa(n), t.text)
		} else if n <= 6 {
			words(r.role+" "+t.role+" far", t.text)
		}
		if seen[t.role] <= 6 && alike(r.text, t.text) {
			place("again", t.role, r.role)
		}
	}
	place("first", strconv.FormatBool(seen[r.role] == 0), r.role)
	// How a customer asks on: with the length of the turn.
	place("q", strconv.FormatBool(strings.ContainsAny(r.text, "?？吗呢")), length)
}

func size(text string) string {
	n := len(text) / 3
	switch {
	case n <= 4:
		return strconv.Itoa(n)
	case n <= 12:
		return "4-" + strconv.Itoa(n/3)
	case n <= 60:
		return "12-" + strconv.Itoa(n/10)
	}
	return "60"
}

// alike tells whether two texts share most pairs of characters.
func alike(a, b string) bool {
	pairs := func(s string) map[string]bool {
		out := map[string]bool{}
		runes := []rune(plain(s))
		for i := 1; i < len(runes); i++ {
			out[string(runes[i-1:i+1])] = true
		}
		return out
	}
	x, y := pairs(a), pairs(b)
	if len(x) < 2 || len(y) < 2 {
		return false
	}
	both := 0
	for p := range x {
		if y[p] {
			both++
		}
	}
	return float64(both) > 0.4*float64(min(len(x), len(y)))
}
