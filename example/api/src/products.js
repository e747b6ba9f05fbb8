import { readFileSync } from 'node:fs';

// A file beside the code, so that the sample needs no database. The image may have
// another one than the repository: see build/products.mjs.
const products = JSON.parse(readFileSync(new URL('products.json', import.meta.url), 'utf8'));

/** A page of the products, or with inStock of those that can be bought now; next is where the next one begins. */
export function listProducts({ inStock = false, from, pageSize = 20 } = {}) {
  const all = inStock ? products.filter((product) => product.stock > 0) : products;
  const first = from === undefined ? 0 : all.findIndex((product) => product.id === from);
  if (first < 0) return undefined;
  return { products: all.slice(first, first + pageSize), next: all[first + pageSize]?.id };
}

/** The product with an id, or undefined. */
export function findProduct(id) {
  return products.find((product) => product.id === id);
}
