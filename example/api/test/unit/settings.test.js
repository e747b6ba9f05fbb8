import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageSize } from '../../src/settings.js';

test('a page has twenty products, or what PAGE_SIZE says', () => {
  assert.equal(pageSize(), 20);
  assert.equal(pageSize('50'), 50);
});

test('a PAGE_SIZE that is no number stops the service', () => {
  for (const text of ['', '0', 'ten', '1e3']) {
    assert.throws(() => pageSize(text), { message: `PAGE_SIZE is '${text}': it is a whole number from 1 to 999` });
  }
});
