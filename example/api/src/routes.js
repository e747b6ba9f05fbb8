import { parse } from 'regexparam';
import { findProduct, listProducts } from './products.js';
import { pageSize } from './settings.js';

// What the service answers, as plain functions: no Lambda here, so that a test
// needs none.

function health() {
  return { status: 200, body: { status: 'ok' } };
}

const size = pageSize(); // a faulty one stops the service at its start, and so its release

function products({ query: { inStock, from } }) {
  if (inStock !== undefined && !['true', 'false'].includes(inStock)) {
    return { status: 400, body: { error: 'inStock is true or false' } };
  }
  const page = listProducts({ inStock: inStock === 'true', from, pageSize: size });
  return page
    ? { status: 200, body: page }
    : { status: 400, body: { error: 'from is the id that a page named as the next one' } };
}

function product({ id }) {
  const found = findProduct(id);
  return found
    ? { status: 200, body: found }
    : { status: 404, body: { error: `there is no product ${id}` } };
}

const routes = [
  { ...parse('/health'), answer: health },
  { ...parse('/products'), answer: products },
  { ...parse('/products/:id'), answer: product },
];

/** The status and body for a request; every path has one. */
export function route({ method, path, query = {} }) {
  for (const { pattern, keys, answer } of routes) {
    const match = pattern.exec(path);
    if (!match) continue;
    if (method !== 'GET') {
      return { status: 405, body: { error: `${method} is not allowed here` }, headers: { allow: 'GET' } };
    }
    return answer({ ...Object.fromEntries(keys.map((key, i) => [key, match[i + 1]])), query });
  }
  return { status: 404, body: { error: `there is nothing at ${path}` } };
}
