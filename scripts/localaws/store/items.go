package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

const tableType = "aws:dynamodb/table:Table"

// Item is one row of a table: attribute name to plain JSON value.
type Item map[string]any

// ErrConditionFailed means that a row with the same key was there already.
var ErrConditionFailed = errors.New("ConditionalCheckFailedException: The conditional request failed")

// PutItem writes the row under its table's key attributes. With onlyNew, a row
// that is there already stays as it is and the call answers ErrConditionFailed.
func (s *Store) PutItem(account, table string, item Item, onlyNew bool) error {
	file, err := s.itemFile(account, table, item)
	if err != nil {
		return err
	}
	if onlyNew {
		if _, err := os.Stat(file); err == nil {
			return ErrConditionFailed
		} else if !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return WriteJSON(file, item)
}

// GetItem returns the row with the key attributes; nil when there is none.
func (s *Store) GetItem(account, table string, key Item) (Item, error) {
	file, err := s.itemFile(account, table, key)
	if err != nil {
		return nil, err
	}
	var item Item
	_, err = ReadJSON(file, &item)
	return item, err
}

// DeleteItem removes the row with the key attributes, if it is there.
func (s *Store) DeleteItem(account, table string, key Item) error {
	file, err := s.itemFile(account, table, key)
	if err != nil {
		return err
	}
	if err := os.Remove(file); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("delete row of table %s: %w", table, err)
	}
	return nil
}

func (s *Store) itemFile(account, table string, item Item) (string, error) {
	hash, sort, err := s.TableKeys(account, table)
	if err != nil {
		return "", err
	}
	key, err := itemKey(item, hash, sort)
	return filepath.Join(s.itemDir(account, table), FileName(key)+".json"), err
}

// Query returns the rows whose attribute equals value (all rows when attribute
// is ""), ordered by the table's sort key.
func (s *Store) Query(account, table, attribute string, value any) ([]Item, error) {
	_, sort, err := s.TableKeys(account, table)
	if err != nil {
		return nil, err
	}
	out, err := readFolder[Item](s.itemDir(account, table))
	if err != nil {
		return nil, fmt.Errorf("query table %s: %w", table, err)
	}
	out = slices.DeleteFunc(out, func(item Item) bool { return attribute != "" && item[attribute] != value })
	slices.SortStableFunc(out, func(a, b Item) int {
		return strings.Compare(fmt.Sprint(a[sort]), fmt.Sprint(b[sort]))
	})
	return out, nil
}

// DeleteItems removes every row, as deleting the table does.
func (s *Store) DeleteItems(account, table string) error {
	return os.RemoveAll(s.itemDir(account, table))
}

func (s *Store) itemDir(account, table string) string {
	return filepath.Join(s.dir, account, "table-items", FileName(table))
}

// ErrNoTable is in the error about a table that is not there.
var ErrNoTable = errors.New("ResourceNotFoundException: Requested resource not found")

// TableKeys returns the attributes of a table's key; sort is empty when it has one only.
func (s *Store) TableKeys(account, table string) (hash, sort string, err error) {
	r, found, err := s.Get(account, tableType, table)
	if err != nil {
		return "", "", err
	}
	if !found {
		return "", "", fmt.Errorf("%w: Table: %s not found", ErrNoTable, table)
	}
	hash, _ = r.Outputs["hashKey"].(string)
	sort, _ = r.Outputs["rangeKey"].(string)
	return hash, sort, nil
}

func itemKey(item Item, hash, sort string) (string, error) {
	var parts []string
	for _, name := range []string{hash, sort} {
		if name == "" {
			continue
		}
		v, _ := item[name].(string)
		if v == "" {
			return "",
				fmt.Errorf("ValidationException: One or more parameter values were invalid: Missing the key %s in the item", name)
		}
		parts = append(parts, v)
	}
	return strings.Join(parts, "\x00"), nil
}
