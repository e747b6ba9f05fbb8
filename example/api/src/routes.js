import { findProduct, listProducts } from './products.js';

// What the service answers, as plain functions: no Lambda here, so that a test
// needs none.

function health() {
  return { status: 200, body: { status: 'ok' } };
}

function products({ query }) {
  if (query.inStock !== undefined && !['true', 'false'].includes(query.inStock)) {
    return { status: 400, body: { error: 'inStock is true or false' } };
  }
  return { status: 200, body: { products: listProducts({ inStock: query.inStock === 'true' }) } };
}

function product({ id }) {
  const found = findProduct(id);
  return found
    ? { status: 200, body: found }
    : { status: 404, body: { error: `there is no product ${id}` } };
}

const routes = [
  { pattern: /^\/health$/, answer: health },
  { pattern: /^\/products$/, answer: products },
  { pattern: /^\/products\/(?<id>[^/]+)$/, answer: product },
];

/** The status and body for a request; every path has one. */
export function route({ method, path, query = {} }) {
  for (const { pattern, answer } of routes) {
    const match = pattern.exec(path);
    if (!match) continue;
    if (method !== 'GET') {
      return { status: 405, body: { error: `${method} is not allowed here` }, headers: { allow: 'GET' } };
    }
    return answer({ ...match.groups, query });
  }
  return { status: 404, body: { error: `there is nothing at ${path}` } };
}
