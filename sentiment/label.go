package sentiment

// Valence is the direction of an utterance: how the customer feels about what happens to them.
type Valence int8

// The valences. The zero Valence is Neutral.
const (
	Negative Valence = -1
	Neutral  Valence = 0
	Positive Valence = 1
)

// String returns "negative", "neutral" or "positive".
func (v Valence) String() string {
	switch {
	case v < 0:
		return "negative"
	case v > 0:
		return "positive"
	}
	return "neutral"
}

// MarshalText returns the name, so that JSON holds "negative" and not -1.
func (v Valence) MarshalText() ([]byte, error) { return []byte(v.String()), nil }

// Emotion names what the customer feels.
type Emotion string

// The emotions. Insulting, complaining and threatening are acts (package intent), not emotions.
const (
	Calm         Emotion = "neutral"      // 平静
	Grateful     Emotion = "grateful"     // 感谢
	Satisfied    Emotion = "satisfied"    // 满意
	Confused     Emotion = "confused"     // 困惑
	Urgent       Emotion = "urgent"       // 着急
	Worried      Emotion = "worried"      // 担忧
	Disappointed Emotion = "disappointed" // 失望, 无奈
	Dissatisfied Emotion = "dissatisfied" // 不满, 抱怨
	Angry        Emotion = "angry"        // 愤怒
	Distressed   Emotion = "distressed"   // 难过, 困境
)

// Valence returns the direction that the emotion has; Neutral for an unknown one.
func (e Emotion) Valence() Valence {
	switch e {
	case Grateful, Satisfied:
		return Positive
	case Confused, Urgent, Worried, Disappointed, Dissatisfied, Angry, Distressed:
		return Negative
	}
	return Neutral
}

// Flag names a feeling that the words do not say straight out. A flag is a hint, never a verdict.
type Flag string

// The flags.
const (
	Sarcasm        Flag = "sarcasm"         // 反话: praise that means the opposite
	PoliteNegative Flag = "polite_negative" // 客气的不满
	Suppressed     Flag = "suppressed"      // 忍着, 放弃: 算了，随便吧
	Rhetorical     Flag = "rhetorical"      // 反问
	Repetition     Flag = "repetition"      // 重复诉求, as far as the customer says so (说了八百遍了); repeated utterances need history, which this package does not see
	Withdrawal     Flag = "withdrawal"      // 一字应答: 哦, 行吧
	EmphaticPunct  Flag = "emphatic_punct"  // ！！！ ？？？
	UnsaidNeed     Flag = "unsaid_need"     // the literal request is not the goal
)

// The labels of rows, as numbers. Emotions come first, best known order for ties: the stronger feeling wins.
const (
	lAngry = iota
	lDistressed
	lUrgent
	lWorried
	lDisappointed
	lDissatisfied
	lConfused
	lGrateful
	lSatisfied
	emotions

	lSarcasm = iota - 1
	lPoliteNegative
	lSuppressed
	lRhetorical
	lRepetition
	lWithdrawal
	lEmphaticPunct
	lUnsaidNeed
	flagsEnd

	// Labels of words that change how others read.
	lNone      = iota - 2 // shields what lies inside
	lNeg                  // turns what follows
	lDegree               // before or behind: the weight multiplies
	lContrast             // what follows counts more than what came before
	lQuestion             // the clause asks: praise in it is no praise
	lHypo                 // the clause supposes or wishes
	lRequest              // the customer wants something: 谢谢 in it is courtesy
	lPolite               // courtesy
	lGrievance            // a fact nobody is happy about
	lIronic               // praise that turns with a grievance
	labels
)

const flags = flagsEnd - emotions

var labelNames = [labels]string{
	"angry", "distressed", "urgent", "worried", "disappointed", "dissatisfied", "confused", "grateful", "satisfied",
	"sarcasm", "polite_negative", "suppressed", "rhetorical", "repetition", "withdrawal", "emphatic_punct", "unsaid_need",
	"none", "neg", "degree", "contrast", "question", "hypo", "request", "polite", "grievance", "ironic",
}

func labelNumber(name string) (int, bool) {
	for i, n := range labelNames {
		if n == name {
			return i, true
		}
	}
	return 0, false
}
