/** How many products a page has: PAGE_SIZE among the function's variables, or 20. */
export function pageSize(text = process.env.PAGE_SIZE ?? '20') {
  if (!/^[1-9][0-9]{0,2}$/.test(text)) {
    throw new Error(`PAGE_SIZE is '${text}': it is a whole number from 1 to 999`);
  }
  return Number(text);
}
