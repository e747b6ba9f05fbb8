package resources

// APICall is a call that changed something, as CloudTrail tells of it.
type APICall struct {
	Source, Name    string // such as lambda and UpdateAlias20150331
	Account, Region string
	Asked, Answered map[string]any
}

// tell hands a call to the account's trail, if it has one. EventBridge delivers an event to
// the rules of that moment: if there are none, nobody ever hears of it.
func (c *Call) tell(source, name string, asked, answered map[string]any) error {
	if c.Trail == nil {
		return nil
	}
	rules, err := c.List(ruleType)
	if err != nil || len(rules) == 0 {
		return err
	}
	c.Trail(APICall{
		Source:   source,
		Name:     name,
		Account:  c.Account,
		Region:   c.Region,
		Asked:    asked,
		Answered: answered,
	})
	return nil
}

// tellOfFunction tells of the calls that the provider makes to change a function: each
// has a date behind its name, as CloudTrail writes it.
func tellOfFunction(c *Call, published string) error {
	asked := map[string]any{"functionName": c.ID}
	latest := map[string]any{"functionName": c.ID, "version": "$LATEST"}
	if settingsChanged(c) {
		if err := c.tell("lambda", "UpdateFunctionConfiguration20150331v2", asked, latest); err != nil {
			return err
		}
	}
	if codeChanged(c) {
		if err := c.tell("lambda", "UpdateFunctionCode20150331v2", asked, latest); err != nil {
			return err
		}
	}
	if published == "" {
		return nil
	}
	return c.tell("lambda", "PublishVersion20150331", asked, map[string]any{"functionName": c.ID, "version": published})
}
