package contract

import "slices"

// The names of the layers, which are the folders under stacks/.
const (
	FoundationLayer = "foundation"
	ComputeLayer    = "compute"
	DeliveryLayer   = "delivery"
)

// Layer is one of the three Pulumi projects.
type Layer struct {
	Name  string
	Needs []string // the layers whose outputs it reads
}

// Layers returns the layers in the order in which they are deployed.
func Layers() []Layer {
	return []Layer{
		{Name: FoundationLayer},
		{Name: ComputeLayer, Needs: []string{FoundationLayer}},
		{Name: DeliveryLayer, Needs: []string{FoundationLayer, ComputeLayer}},
	}
}

// LayerNames returns the names of the layers in the order in which they are deployed.
func LayerNames() []string {
	var names []string
	for _, l := range Layers() {
		names = append(names, l.Name)
	}
	return names
}

// IsLayer reports whether there is a layer of that name.
func IsLayer(name string) bool { return slices.Contains(LayerNames(), name) }

// Project is the Pulumi project of a layer.
func Project(layer string) string { return "slipway-" + layer }
