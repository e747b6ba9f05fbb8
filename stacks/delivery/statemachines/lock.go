package statemachines

import (
	"maps"
	"regexp"
	"strings"

	"slipway/shared/contract"
)

// lock are the parameters of the calls about the lock of a service's releases: one item
// of the history table. It has a holder while a release runs, and says which release it
// is about. It stays when it is free: an execution that died learns from it whether
// another one has been at work since.
func (s ReleaseSettings) lock() map[string]any {
	free, mine := "attribute_not_exists(#holder) OR #holder = :me", "#holder = :me"
	now := map[string]any{":now": "$$.State.EnteredTime"}
	old := map[string]any{":old": "$.lock.Item.holder.S"}
	return map[string]any{
		"readLock":    s.request(map[string]any{"Key": s.lockKey(), "ConsistentRead": true}, nil),
		"takeLock":    s.takeLock(" REMOVE #moving, #stopped", free, nil),
		"seizeLock":   s.seizeLock(free+" OR #holder = :old", old),
		"inheritLock": s.changeLock("SET #holder = :me", "#holder = :old", old),
		"holdLock":    s.changeLock("SET #heldAt = :now", mine, now),
		"keepLock":    s.changeLock("SET #moving = :now", mine, now),
		"freeLock":    s.changeLock("REMOVE #holder", mine, nil),
	}
}

func (s ReleaseSettings) lockKey() map[string]any {
	return attributes(map[string]any{
		contract.HistoryDeployment: contract.LockPrefix + s.Service,
		contract.HistoryTime:       contract.LockTime,
	})
}

// takeLock makes this execution the holder. After a redrive the list has no second entry
// and the call is not made.
func (s ReleaseSettings) takeLock(more, condition string, values map[string]any) map[string]any {
	all := map[string]any{
		":about":  "States.ArrayGetItem(States.Array($.release.execution), $$.Execution.RedriveCount)",
		":now":    "$$.State.EnteredTime",
		":digest": "$.target.digest",
	}
	maps.Copy(all, values)
	return s.changeLock("SET #holder = :me, #about = :about, #takenAt = :now, #digest = :digest"+more, condition, all)
}

// seizeLock takes it from a release that was stopped, and remembers its image.
func (s ReleaseSettings) seizeLock(condition string, old map[string]any) map[string]any {
	values := map[string]any{":stopped": "$.stopped.digest"}
	maps.Copy(values, old)
	return s.takeLock(", #stopped = :stopped REMOVE #moving", condition, values)
}

func (s ReleaseSettings) changeLock(update, condition string, values map[string]any) map[string]any {
	all := map[string]any{":me": me}
	maps.Copy(all, values)
	return s.request(map[string]any{
		"Key":                 s.lockKey(),
		"UpdateExpression":    update,
		"ConditionExpression": condition,
	}, all)
}

// text is one attribute of type S. A value that begins with $ is a path, one that
// begins with States. an intrinsic function.
func text(value any) map[string]any {
	if path, is := value.(string); is && (strings.HasPrefix(path, "$") || strings.HasPrefix(path, "States.")) {
		return map[string]any{"S.$": path}
	}
	return map[string]any{"S": value}
}

// attributes turns names and their values, as text takes them, into an item of texts.
func attributes(values map[string]any) map[string]any {
	item := map[string]any{}
	for name, value := range values {
		item[name] = text(value)
	}
	return item
}

var nameInExpression = regexp.MustCompile(`#\w+`)

// request is a call to the history table. In its expressions every attribute is written
// with a #: DynamoDB reserves 573 words, among them state and timestamp (Developer
// Guide, ReservedWords).
func (s ReleaseSettings) request(parameters, values map[string]any) map[string]any {
	request, names := map[string]any{"TableName": s.HistoryTableName}, map[string]any{}
	maps.Copy(request, parameters)
	for name, value := range parameters {
		if expression, is := value.(string); is && strings.HasSuffix(name, "Expression") {
			for _, word := range nameInExpression.FindAllString(expression, -1) {
				names[word] = word[1:]
			}
		}
	}
	if len(names) > 0 {
		request["ExpressionAttributeNames"] = names
	}
	if len(values) > 0 {
		request["ExpressionAttributeValues"] = attributes(values)
	}
	return request
}
