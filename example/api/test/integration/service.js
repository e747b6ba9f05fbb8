/**
 * Invokes the service as Lambda does, at the address that the Lambda runtime
 * interface emulator listens on, and returns the decoded answer.
 */
export async function get(rawPath, queryStringParameters) {
  const url = process.env.SERVICE_URL;
  if (!url) {
    throw new Error('SERVICE_URL is not set: docker run --rm -p 9000:8080 IMAGE, then '
      + 'SERVICE_URL=http://127.0.0.1:9000/2015-03-31/functions/function/invocations npm run test:integration');
  }
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({
      version: '2.0', rawPath, queryStringParameters, requestContext: { http: { method: 'GET', path: rawPath } },
    }),
  });
  const answer = await response.json();
  if (answer.errorType) throw new Error(`the function failed: ${answer.errorType}: ${answer.errorMessage}`);
  return { status: answer.statusCode, headers: answer.headers, body: JSON.parse(answer.body) };
}
