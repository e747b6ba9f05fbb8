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
	if named == 0 {
		return orWell(found, "the settings name nothing of theirs")
	}
	return orWell(found, "%s of theirs that the settings name can be used", count(named, "thing"))
}
