package dynamodb

import "maps"

// keys are a table and the attributes of its key.
type keys struct{ table, hash, sort string }

func keysOf(rows Rows, table string) (keys, error) {
	hash, sort, err := rows.Keys(table)
	return keys{
		table: table,
		hash:  hash,
		sort:  sort,
	}, err
}

// names are the key attributes.
func (k keys) names() []string {
	if k.sort == "" {
		return []string{k.hash}
	}
	return []string{k.hash, k.sort}
}

// of is the key of a row, or the error when it has none.
func (k keys) of(item Item) (Item, error) {
	key := Item{}
	for _, name := range k.names() {
		value, there := item[name]
		switch text, is := value.(string); {
		case !there:
			return nil, invalid("One or more parameter values were invalid: Missing the key %s in the item", name)
		case !is:
			return nil, invalid("One or more parameter values were invalid: Type mismatch for key %s expected: S actual: N",
				name)
		case text == "":
			return nil, invalid("One or more parameter values are not valid. The AttributeValue for a key attribute "+
				"cannot contain an empty string value. Key: %s", name)
		}
		key[name] = value
	}
	return key, nil
}

// given is the parameter Key, which must be the key attributes alone.
func (k keys) given(p map[string]any) (Item, error) {
	item, err := decode(object(p, "Key"))
	if err != nil {
		return nil, err
	}
	key, err := k.of(item)
	if err != nil || !maps.Equal(key, item) {
		return nil, invalid("The provided key element does not match the schema")
	}
	return key, nil
}
