import { route } from './routes.js';

/**
 * Answers an HTTP API event (payload format 2.0). An error is logged and thrown
 * on: Lambda counts it, and the alarm that takes a bad release back sees it.
 */
export async function handler(event, context = {}) {
  const started = Date.now();
  const request = {
    method: event.requestContext?.http?.method ?? 'GET',
    path: event.rawPath ?? '/',
    query: event.queryStringParameters ?? {},
  };
  const line = { requestId: context.awsRequestId, method: request.method, path: request.path };
  try {
    const { status, body, headers } = route(request);
    log({ level: 'info', ...line, status, milliseconds: Date.now() - started });
    return {
      statusCode: status,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    };
  } catch (error) {
    log({ level: 'error', ...line, error: error.message, milliseconds: Date.now() - started });
    throw error;
  }
}

// One JSON object a line, as Logs Insights reads them.
function log(entry) {
  console.log(JSON.stringify(entry));
}
