package contract

// DecodeFoundation returns the foundation's recorded outputs as plain text, for the
// command. An output that is not recorded, because the layer is not deployed or was
// deployed by an older version, is empty; so it is in the other layers' below.
func DecodeFoundation(recorded map[string]any) FoundationOf[string] {
	f := FoundationOf[string]{Services: servicesIn[RegistryOf[string]](recorded)}
	decode(recorded, f.fields())
	return f
}

// DecodeCompute returns the compute layer's recorded outputs.
func DecodeCompute(recorded map[string]any) ComputeOf[string] {
	c := ComputeOf[string]{Services: servicesIn[FunctionOf[string]](recorded)}
	decode(recorded, c.fields())
	return c
}

// DecodeDelivery returns the delivery layer's recorded outputs.
func DecodeDelivery(recorded map[string]any) DeliveryOf[string] {
	d := DeliveryOf[string]{Services: servicesIn[PipelineOf[string]](recorded)}
	decode(recorded, d.fields())
	return d
}

// servicesIn returns an empty value for each service that has an output.
func servicesIn[T any](recorded map[string]any) map[string]*T {
	services := map[string]*T{}
	for key := range recorded {
		if service := serviceOf(key); service != "" {
			services[service] = new(T)
		}
	}
	return services
}

func decode(recorded map[string]any, into fields[string]) {
	for key, field := range into {
		*field, _ = recorded[key].(string)
	}
}
