import { randomBytes } from 'node:crypto'
import { Raw } from '../context/call'

/** Text that is already HTML and is not escaped again. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = Html | string | number | null | readonly Html[]

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const escaped = (text: string) => text.replace(/[&<>"']/g, (one) => entities[one] ?? one)

const written = (part: Part): string => {
  if (part === null) return ''
  if (part instanceof Html) return part.text
  return typeof part === 'object' ? part.map(({ text }) => text).join('') : escaped(String(part))
}

/** Builds HTML from a template: every inserted value is escaped unless it is itself `Html`. */
export const html = (texts: TemplateStringsArray, ...parts: readonly Part[]): Html =>
  new Html(texts.map((text, index) => text + (index < parts.length ? written(parts[index] ?? null) : '')).join(''))

interface Page {
  title: string
  style: string
  body: Html
  /** The only script the page runs. */
  script?: string
}

/** Returns a self-contained page: it loads nothing, runs only its own script, and may send requests only to its own server. */
export function htmlPage({ title, style, body, script }: Page): Raw {
  const nonce = randomBytes(16).toString('base64')
  const page = html`<!doctype html>
    <html lang="zh-CN">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <title>${title}</title>
        <style nonce="${nonce}">
          ${new Html(style)}
        </style>
      </head>
      <body>
        ${body} ${script === undefined ? null : new Html(`<script nonce="${nonce}">${script}</script>`)}
      </body>
    </html> `
  const own = [
    "default-src 'none'",
    `style-src 'nonce-${nonce}'`,
    ...(script === undefined ? [] : [`script-src 'nonce-${nonce}'`, "connect-src 'self'"]),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ]
  return new Raw('text/html; charset=utf-8', Buffer.from(page.text), {
    'content-security-policy': own.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-store',
  })
}
