// Package fit trains the models that are part of the program from data/utterances and data/phrases.
package fit

import (
	"path/filepath"

	"github.com/qingting-nlp/qingting/intent"
	"github.com/qingting-nlp/qingting/internal/utterance"
	"github.com/qingting-nlp/qingting/sentiment"
)

// Sentiment trains the model of package sentiment from the folder data.
func Sentiment(dir string) ([]byte, error) {
	train, err := SentimentExamples(filepath.Join(dir, "utterances", "train"))
	if err != nil {
		return nil, err
	}
	tune, err := SentimentExamples(filepath.Join(dir, "utterances", "tune"))
	if err != nil {
		return nil, err
	}
	phrases, err := sentimentPhrases(filepath.Join(dir, "phrases", "emotions.tsv"))
	if err != nil {
		return nil, err
	}
	return sentiment.Default().Train(append(train, phrases...), tune, sentiment.Training{Rows: 45_000})
}

// Intent trains the model of package intent from the folder data.
func Intent(dir string) ([]byte, error) {
	train, err := IntentExamples(filepath.Join(dir, "utterances", "train"))
	if err != nil {
		return nil, err
	}
	tune, err := IntentExamples(filepath.Join(dir, "utterances", "tune"))
	if err != nil {
		return nil, err
	}
	phrases, err := intentPhrases(filepath.Join(dir, "phrases", "acts.tsv"), filepath.Join(dir, "phrases", "topics.tsv"))
	if err != nil {
		return nil, err
	}
	return intent.Default().Train(append(train, phrases...), tune, intent.Training{Rows: 42_000})
}

// SentimentExamples reads the utterances of a folder.
func SentimentExamples(dir string) ([]sentiment.Example, error) {
	rows, err := utterance.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	out := make([]sentiment.Example, len(rows))
	for i := range rows {
		r := &rows[i]
		out[i] = sentiment.Example{Text: r.Text, Intensity: r.Intensity, Flags: []sentiment.Flag{}, Agent: r.Agent()}
		switch r.Valence {
		case "negative":
			out[i].Valence = sentiment.Negative
		case "positive":
			out[i].Valence = sentiment.Positive
		}
		for _, e := range r.Emotions {
			out[i].Emotions = append(out[i].Emotions, sentiment.Emotion(e))
		}
		for _, f := range r.Flags {
			out[i].Flags = append(out[i].Flags, sentiment.Flag(f))
		}
	}
	return out, nil
}

// IntentExamples reads the utterances of a folder.
func IntentExamples(dir string) ([]intent.Example, error) {
	rows, err := utterance.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	out := make([]intent.Example, len(rows))
	for i := range rows {
		r := &rows[i]
		out[i] = intent.Example{Text: r.Text, Acts: r.Acts, Topics: append([]string{}, r.Topics...), Agent: r.Agent()}
	}
	return out, nil
}
