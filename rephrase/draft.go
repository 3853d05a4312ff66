package rephrase

// Draft is what an agent is about to say and what is known of the customer who will read it. The zero Draft is empty and gives nothing.
type Draft struct {
	Text     string // raw; spans of results are bytes in it
	Customer Customer
}

// Customer is what is known of the customer at this point of the conversation. The zero value means that nothing is known.
type Customer struct {
	// Text is the customer's last utterance, raw.
	Text string
	// Emotion is the label of the strongest feeling (package sentiment), such as "urgent"; "" and unknown labels count as neutral.
	Emotion string
	// Intensity is the strength of Emotion, 0 none to 3 extreme.
	Intensity int
	// Answered is true when an earlier utterance of the agent already answered this feeling ([Review.Answers]); it is not answered
	// twice.
	Answered bool
	// Level is how well the customer knows the words of the trade.
	Level Level
	// Used and Explained hold terms that the customer used, or that were explained, earlier in the conversation, in any spelling that
	// the glossary knows or as the ids of its rows ([Suggestion.Source] of the rule jargon). They are not explained again.
	Used, Explained []string
}

// Level is how well a customer knows the words of the trade. The zero Level means not known.
type Level uint8

// The levels.
const (
	LevelUnknown Level = iota // explain what many people do not know
	LevelPlain                // explain everything
	LevelUsual                // as LevelUnknown
	LevelExpert               // explain only our internal words
)

// negative holds the emotions that ask for an answer before the facts.
var negative = map[string]bool{
	"confused": true, "urgent": true, "worried": true, "disappointed": true, "dissatisfied": true, "angry": true, "distressed": true,
}

func (c *Customer) upset() bool { return !c.Answered && c.Intensity >= 1 && negative[c.Emotion] }
