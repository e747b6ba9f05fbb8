package config

// distance is how many letters must be put in, taken out, exchanged or swapped with their
// neighbour to make b of a (Damerau and Levenshtein, each letter touched once).
func distance(a, b string) int {
	rows := make([][]int, len(a)+1)
	for i := range rows {
		rows[i] = make([]int, len(b)+1)
		for j := range rows[i] {
			if i == 0 || j == 0 {
				rows[i][j] = i + j
				continue
			}
			exchange := rows[i-1][j-1]
			if a[i-1] != b[j-1] {
				exchange++
			}
			rows[i][j] = min(exchange, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}
	return rows[len(a)][len(b)]
}

// Nearest is the one among names that name was probably meant to be, "" if none is near:
// one of which half the letters are right.
func Nearest(name string, among []string) string { return nearest(name, among, 2) }

// Mistyped is the one among names that name surely was meant to be, "" if none is so near
// that two thirds of the letters are right.
func Mistyped(name string, among []string) string { return nearest(name, among, 3) }

func nearest(name string, among []string, part int) string {
	nearest, least := "", 0
	for _, other := range among {
		d := distance(name, other)
		if d <= max(len(name), len(other))/part && (nearest == "" || d < least) {
			nearest, least = other, d
		}
	}
	return nearest
}

// Meant ends the rejection of a name with the one that was probably meant.
func Meant(name string, among []string) string {
	if nearest := Nearest(name, among); nearest != "" {
		return "; did you mean " + nearest + "?"
	}
	return ""
}
