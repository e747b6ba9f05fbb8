package doctor

// Others looks at what settings name of other stacks: what is not there or cannot be used, and
// what works and will not for long.
func Others(named int, faults, notes []string) []Finding {
	var found []Finding
	for _, fault := range faults {
		found = append(found, Finding{
			Mark: Fails,
			Says: fault,
			Mend: Command(fault),
		})
	}
	for _, note := range notes {
		found = append(found, Finding{
			Mark: Warns,
			Says: note,
			Mend: Command(note),
		})
	}
	return orWell(found, "%s there and fit for it", count(named, "thing"))
}
