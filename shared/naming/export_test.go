package naming

// Vocabularies gives tests the closed lists of words.
func Vocabularies() ([]Word, []AccountWord, []ServiceWord) { return words, accountWords, serviceWords }
