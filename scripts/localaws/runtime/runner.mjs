// Runs one invocation of a Node.js handler by Lambda's runtime interface, as AWS's base
// images do (Lambda Developer Guide, runtimes-api). The argument is the image's command,
// such as src/handler.handler.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';

const api = `http://${process.env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime/invocation/`;
const next = await fetch(`${api}next`);
const id = next.headers.get('lambda-runtime-aws-request-id');
const event = await next.json();
console.log = (...words) => process.stderr.write(`${words.join(' ')}\n`);

const answer = (end, body) => fetch(`${api}${id}/${end}`, { method: 'POST', body: JSON.stringify(body ?? null) });
try {
  const [, file, name] = /^(.+)\.([^.]+)$/.exec(process.argv[2]);
  const path = ['.js', '.mjs', '.cjs'].map((end) => `${process.cwd()}/${file}${end}`).find((f) => existsSync(f));
  const module = await import(pathToFileURL(path ?? file));
  await answer('response', await module[name](event, { awsRequestId: id }));
} catch (error) {
  await answer('error', { errorType: error.name, errorMessage: error.message, code: error.code });
}
process.exit(0);
