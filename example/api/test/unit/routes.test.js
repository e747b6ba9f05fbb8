import assert from 'node:assert/strict';
import { test } from 'node:test';
import { route } from '../../src/routes.js';

const get = (path, query) => route({ method: 'GET', path, query });

test('health answers without anything else', () => {
  assert.deepEqual(get('/health'), { status: 200, body: { status: 'ok' } });
});

test('all products are listed, on one page', () => {
  const { status, body } = get('/products');
  assert.equal(status, 200);
  assert.deepEqual(body.products.map(({ id }) => id), ['mug', 'lamp', 'chair']);
  assert.equal(body.next, undefined);
});

test('a page begins where it is asked to', () => {
  assert.deepEqual(get('/products', { from: 'lamp' }).body.products.map(({ id }) => id), ['lamp', 'chair']);
  assert.equal(get('/products', { from: 'chair', inStock: 'true' }).status, 400);
});

test('what is sold out is left out on request', () => {
  assert.deepEqual(get('/products', { inStock: 'true' }).body.products.map(({ id }) => id), ['mug', 'lamp']);
  assert.equal(get('/products', { inStock: 'false' }).body.products.length, 3);
});

test('an unknown filter value is refused', () => {
  assert.deepEqual(get('/products', { inStock: 'maybe' }), {
    status: 400,
    body: { error: 'inStock is true or false' },
  });
});

test('one product has a price in cents', () => {
  assert.equal(get('/products/mug').body.priceCents, 1250);
});

test('a product that is not there is a 404 that names it', () => {
  assert.deepEqual(get('/products/boat'), {
    status: 404,
    body: { error: 'there is no product boat' },
  });
});

test('a path that is not there is a 404 that names it', () => {
  assert.deepEqual(get('/orders'), { status: 404, body: { error: 'there is nothing at /orders' } });
});

test('other methods are refused with the one that works', () => {
  const answer = route({ method: 'POST', path: '/products' });
  assert.equal(answer.status, 405);
  assert.deepEqual(answer.headers, { allow: 'GET' });
});
