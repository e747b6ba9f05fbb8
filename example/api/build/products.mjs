// While the image is built, puts the list of products that PRODUCTS_URL gives into it, with
// the token that a file holds. Without PRODUCTS_URL the list is that of the repository.
import { readFile, writeFile } from 'node:fs/promises';

const [list, tokenFile] = process.argv.slice(2);
const url = process.env.PRODUCTS_URL;
if (url) {
  const token = (await readFile(tokenFile, 'utf8').catch(() => '')).trim();
  const answer = await fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {} });
  if (!answer.ok) {
    throw new Error(`${url} answered ${answer.status}, asked ${token ? 'with a token' : 'without a token'}`);
  }
  const products = await answer.json();
  const isProduct = ({ id, stock }) => typeof id === 'string' && typeof stock === 'number';
  if (!Array.isArray(products) || !products.every(isProduct)) {
    throw new Error(`${url} gave no list of products`);
  }
  await writeFile(list, JSON.stringify(products));
  console.log(`${products.length} products come from ${url}`);
} else {
  console.log('PRODUCTS_URL is not set: the products are those of the repository');
}
