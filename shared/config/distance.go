package config

// distance is how many letters must be put in, taken out or exchanged to make b
// of a (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			exchange := diagonal
			if a[i] != b[j] {
				exchange++
			}
			diagonal = row[j+1]
			row[j+1] = min(exchange, row[j]+1, diagonal+1)
		}
	}
	return row[len(b)]
}

// Nearest is the one among names that name was probably meant to be, "" if none is near.
func Nearest(name string, among []string) string {
	nearest, least := "", 0
	for _, other := range among {
		d := distance(name, other)
		if d <= max(len(name), len(other))/2 && (nearest == "" || d < least) {
			nearest, least = other, d
		}
	}
	return nearest
}
