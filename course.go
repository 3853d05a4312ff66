package qingting

import "github.com/qingting-nlp/qingting/sentiment"

// Class says how the customer's feeling went over a conversation.
type Class string

// The classes. Improving and worsening are about the difference between beginning and end, the others about the whole.
const (
	Positive  Class = "positive"
	Negative  Class = "negative"
	Improving Class = "improving"
	Worsening Class = "worsening"
	Steady    Class = "steady" // no feeling to speak of, or the customer said nothing
)

// Course is the customer's feeling over a conversation. Scores are those of [sentiment.Result], from -1 to 1.
type Course struct {
	Class Class
	Begin float64 // mean over the first third of the customer's utterances
	End   float64 // mean over the last third
	Mean  float64
	Low   int // the utterance with the lowest score, -1 when none is below 0
	// Scores holds the score of each utterance of the customer, in their order.
	Scores []Score
}

// Score is the feeling of one utterance.
type Score struct {
	Utterance int
	Score     float64
	Intensity int
}

// Bounds of the classes: what counts as a feeling over a whole conversation, and as a change.
const (
	felt    = 0.2
	changed = 0.2
	likely  = 0.4 // the probability from which a feeling or an act counts for advice
)

func course(utterances []Finding) Course {
	c := Course{Class: Steady, Low: -1}
	low, gone := 0.0, false
	for _, f := range utterances {
		if f.Customer == nil {
			continue
		}
		s := f.Customer.Sentiment
		if s.Valence == sentiment.Neutral {
			s.Score = 0
		}
		if n := len(c.Scores); n > 0 && s.Score == 0 && (flagged(f.Customer, sentiment.Withdrawal) || gone) {
			// 嗯 after a quarrel or 算了 is no recovery: the feeling stays what it was.
			s.Score = min(c.Scores[n-1].Score, 0)
		}
		gone = s.Score <= 0 && (gone || flagged(f.Customer, sentiment.Suppressed))
		c.Scores = append(c.Scores, Score{f.Index, s.Score, s.Intensity})
		if s.Score < low {
			low, c.Low = s.Score, f.Index
		}
	}
	n := len(c.Scores)
	if n == 0 {
		return c
	}
	third := (n + 2) / 3
	c.Begin, c.End, c.Mean = mean(c.Scores[:third]), mean(c.Scores[n-third:]), mean(c.Scores)
	worst := mean(worstStretch(c.Scores, third))
	switch {
	case n < 3 && c.Mean >= felt:
		c.Class = Positive
	case n < 3 && c.Mean <= -felt:
		c.Class = Negative
	case c.Begin > -2*felt && c.End-c.Begin <= -changed && c.End <= -felt/2: // what begins as a quarrel is negative, not worsening
		c.Class = Worsening
	case c.Mean >= felt && worst > -felt:
		c.Class = Positive
	case c.End-min(c.Begin, worst) >= changed && c.End > 0 && worst <= -felt/2, worst <= -felt && lastFelt(c.Scores) >= 2*felt:
		c.Class = Improving
	case c.Mean >= felt:
		c.Class = Positive
	case c.Mean <= -felt/2 || worst <= -2*felt && c.End <= 0:
		c.Class = Negative
	}
	return c
}

// lastFelt returns the last score that is not 0.
func lastFelt(s []Score) float64 {
	for i := len(s) - 1; i >= 0; i-- {
		if s[i].Score != 0 {
			return s[i].Score
		}
	}
	return 0
}

// worstStretch returns the n scores in a row with the lowest mean.
func worstStretch(s []Score, n int) []Score {
	sum := 0.0
	for _, x := range s[:n] {
		sum += x.Score
	}
	best, low := s[:n], sum
	for i := n; i < len(s); i++ {
		if sum += s[i].Score - s[i-n].Score; sum < low {
			best, low = s[i-n+1:i+1], sum
		}
	}
	return best
}

func mean(s []Score) float64 {
	sum := 0.0
	for _, x := range s {
		sum += x.Score
	}
	return sum / float64(len(s))
}

func feels(u *Understanding, e sentiment.Emotion) bool {
	for _, s := range u.Sentiment.Emotions {
		if s.Label == e && s.Score >= likely {
			return true
		}
	}
	return false
}

func flagged(u *Understanding, f sentiment.Flag) bool {
	for _, h := range u.Sentiment.Flags {
		if h.Flag == f {
			return true
		}
	}
	return false
}

// acts reports whether the utterance does one of the given acts.
func acts(u *Understanding, labels ...string) bool {
	for _, c := range u.Intent.Acts {
		for _, l := range labels {
			if c.Label == l && c.Confidence >= likely {
				return true
			}
		}
	}
	return false
}
