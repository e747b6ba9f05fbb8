import assert from 'node:assert/strict';
import { test } from 'node:test';
import { get } from './service.js';

test('the service is healthy', async () => {
  assert.deepEqual(await get('/health'), {
    status: 200, headers: { 'content-type': 'application/json' }, body: { status: 'ok' },
  });
});

test('a customer finds the products that can be bought', async () => {
  const { status, body } = await get('/products', { inStock: 'true' });
  assert.equal(status, 200);
  assert.ok(body.products.length > 0);
  assert.ok(body.products.every(({ stock }) => stock > 0));
});

test('pages are as long as test/integration.env says, and lead to one another', async () => {
  const pages = [];
  for (let from; pages.length === 0 || from !== undefined;) {
    const { body } = await get('/products', { from });
    pages.push(body.products.length);
    from = body.next;
  }
  assert.equal(pages[0], 2);
  assert.ok(pages.slice(0, -1).every((length) => length === 2));
});

test('a product of the list is there by itself', async () => {
  const { body: { products: [first] } } = await get('/products');
  assert.deepEqual((await get(`/products/${first.id}`)).body, first);
});

test('what is not there is a 404', async () => {
  assert.equal((await get('/products/boat')).status, 404);
  assert.equal((await get('/nowhere')).status, 404);
});
