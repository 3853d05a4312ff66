module github.com/qingting-nlp/qingting/tools

go 1.26.0

replace github.com/qingting-nlp/qingting => ../

require (
	github.com/go-ego/gse v0.80.3
	github.com/qingting-nlp/qingting v0.0.0-00010101000000-000000000000
)

require (
	github.com/vcaesar/cedar v0.20.2 // indirect
	golang.org/x/text v0.43.0 // indirect
)
