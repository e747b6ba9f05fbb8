// The catalogue. It is data in the code so that the sample needs no database.
const products = [
  { id: 'mug', name: 'Enamel mug', priceCents: 1250, currency: 'EUR', stock: 42 },
  { id: 'lamp', name: 'Desk lamp', priceCents: 4900, currency: 'EUR', stock: 7 },
  { id: 'chair', name: 'Folding chair', priceCents: 3900, currency: 'EUR', stock: 0 },
];

/** All products, or with inStock only those that can be bought now. */
export function listProducts({ inStock = false } = {}) {
  return inStock ? products.filter((product) => product.stock > 0) : products;
}

/** The product with an id, or undefined. */
export function findProduct(id) {
  return products.find((product) => product.id === id);
}
