import assert from 'node:assert/strict';
import { beforeEach, mock, test } from 'node:test';
import { handler } from '../../src/handler.js';

const lines = [];
mock.method(console, 'log', (line) => lines.push(JSON.parse(line)));
beforeEach(() => { lines.length = 0; });

const event = (method, rawPath, queryStringParameters) => ({
  version: '2.0', rawPath, queryStringParameters, requestContext: { http: { method, path: rawPath } },
});

test('an event becomes an answer in JSON', async () => {
  const answer = await handler(event('GET', '/products', { inStock: 'true' }), { awsRequestId: 'r-1' });
  assert.equal(answer.statusCode, 200);
  assert.equal(answer.headers['content-type'], 'application/json');
  assert.equal(JSON.parse(answer.body).products.length, 2);
});

test('each request is one line of JSON in the log', async () => {
  await handler(event('GET', '/orders'), { awsRequestId: 'r-2' });
  assert.equal(lines.length, 1);
  const { milliseconds, ...line } = lines[0];
  assert.ok(milliseconds >= 0);
  assert.deepEqual(line, { level: 'info', requestId: 'r-2', method: 'GET', path: '/orders', status: 404 });
});

test('headers of an answer are passed on', async () => {
  const answer = await handler(event('DELETE', '/products'));
  assert.equal(answer.statusCode, 405);
  assert.equal(answer.headers.allow, 'GET');
});

test('an event of another shape is answered, not thrown', async () => {
  assert.equal((await handler({})).statusCode, 404);
});

test('an error is logged and thrown on, so that Lambda counts it', async () => {
  const broken = event('GET', '/products');
  const query = { get inStock() { throw new Error('price list is gone'); } };
  Object.defineProperty(broken, 'queryStringParameters', { value: query });
  await assert.rejects(handler(broken, { awsRequestId: 'r-3' }), /price list is gone/);
  assert.equal(lines[0].level, 'error');
  assert.equal(lines[0].error, 'price list is gone');
});
