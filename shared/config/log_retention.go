package config

import (
	"fmt"
	"slices"
)

// retentionDays are the periods a log group can keep its events for
// (CloudWatch Logs API, PutRetentionPolicy). Never expiring is not among them:
// every group of slipway has an end.
var retentionDays = []int{
	1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
}

// LogRetention reads for how many days logs are kept, def when it is not set.
func (r *Reader) LogRetention(key string, def int) int {
	days := r.Int(key, def, retentionDays[0], retentionDays[len(retentionDays)-1])
	if !slices.Contains(retentionDays, days) {
		r.Reject(key, fmt.Sprint(days), fmt.Sprintf("one of the days that CloudWatch Logs offers: %v", retentionDays))
	}
	return days
}
