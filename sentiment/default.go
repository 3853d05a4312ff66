package sentiment

import (
	"sync"

	"github.com/qingting-nlp/qingting/segment"
)

var defaultOnce struct {
	sync.Once
	d *Detector
}

// Default returns the detector with the rules of this package and [segment.Default]. The first call builds it. A program that never
// calls Default does not link the dictionary.
func Default() *Detector {
	// A package-level sync.OnceValue around this body would link the dictionary into every program that imports the package.
	defaultOnce.Do(func() {
		d, err := New(segment.Default())
		if err != nil {
			panic(err) // the embedded rules are broken: a test finds that
		}
		defaultOnce.d = d
	})
	return defaultOnce.d
}
