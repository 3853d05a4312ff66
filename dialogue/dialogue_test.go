package dialogue

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestMetaAndBlocks(t *testing.T) {
	var d Dialogue
	if _, ok := d.Block("note"); ok || d.Meta.Get("origin") != "" {
		t.Error("the zero Dialogue is not empty")
	}
	d.Meta.Set("origin", "own")
	d.Meta.Set("title", "甲")
	d.Meta.Set("origin", "other")
	d.SetBlock("note", "a\n")
	d.SetBlock("course", "b\n")
	d.SetBlock("note", "c\n")
	want := Dialogue{
		Meta:   Meta{{"origin", "other"}, {"title", "甲"}},
		Blocks: []Block{{"note", "c\n"}, {"course", "b\n"}},
	}
	if diff := cmp.Diff(want, d); diff != "" {
		t.Errorf("Set keeps the place of what it replaces (-want +got):\n%s", diff)
	}
	if v, ok := d.Meta.Lookup("title"); !ok || v != "甲" {
		t.Errorf("Lookup = %q, %v", v, ok)
	}
	if v, ok := d.Block("course"); !ok || v != "b\n" {
		t.Errorf("Block = %q, %v", v, ok)
	}
}
