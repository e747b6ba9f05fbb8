package services

import "time"

// points are the data points of one query, the oldest first.
type points struct {
	at     []time.Time
	values []float64
}

// running adds each value to those before it.
func (p points) running() points {
	sum, total := points{at: p.at}, 0.0
	for _, value := range p.values {
		total += value
		sum.values = append(sum.values, total)
	}
	return sum
}

// answer writes the points; without another wish the newest comes first.
func (p points) answer(id string, ascending bool) map[string]any {
	values, times := []any{}, []any{}
	for i := range p.values {
		j := i
		if !ascending {
			j = len(p.values) - 1 - i
		}
		values, times = append(values, p.values[j]), append(times, p.at[j].UTC().Format(milliseconds))
	}
	return map[string]any{
		"Id":         id,
		"Label":      id,
		"Values":     values,
		"Timestamps": times,
		"StatusCode": "Complete",
	}
}
