import { randomBytes } from 'node:crypto'
import type { ServerResponse } from 'node:http'
import { send } from './http'

/**
 * Sends one whole document for a frame of the preview. Its styles and scripts run by the nonce alone,
 * nothing is loaded from elsewhere, and nobody else may frame it.
 *
 * @param pageWith The document, with the nonce in its `style` and `script` elements.
 */
export function sendDocument(response: ServerResponse, pageWith: (nonce: string) => string): void {
  const nonce = randomBytes(16).toString('base64')
  const policy = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    `script-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'self'",
  ]
  send(response, {
    status: 200,
    type: 'text/html; charset=utf-8',
    headers: {
      'content-security-policy': policy.join('; '),
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    },
    body: pageWith(nonce),
  })
}
