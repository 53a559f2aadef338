import * as v from 'valibot'
import { parseDataKey } from './crypto'

const flag = v.pipe(
  v.optional(v.picklist(['0', '1', '']), '0'),
  v.transform((value) => value === '1'),
)
const whole = (fallback: number, min: number, max: number) =>
  v.pipe(v.optional(v.string(), String(fallback)), v.regex(/^\d{1,9}$/), v.transform(Number), v.minValue(min), v.maxValue(max))
const words = (fallback: string) => v.optional(v.pipe(v.string(), v.trim()), fallback)
const address = (protocols: readonly string[]) =>
  v.pipe(
    v.string(),
    v.trim(),
    v.check((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol)),
    v.transform((value) => value.replace(/\/+$/, '')),
  )
const optional = <S extends v.GenericSchema<string, string>>(schema: S) =>
  v.optional(
    v.union([
      v.pipe(
        v.literal(''),
        v.transform(() => undefined),
      ),
      schema,
    ]),
  )

/** Every setting: its schema, its required form (for the error message at start), and its purpose (for the README's table). */
export const settings = {
  PORT: { schema: whole(8080, 0, 65_535), must: 'a port number 0–65535', shown: '8080', does: 'Port the API and the preview listen on.' },
  HOST: { schema: words('0.0.0.0'), must: 'an address to listen on', shown: '0.0.0.0', does: 'Address to listen on.' },
  DATA_DIR: { schema: words('./data'), must: 'a folder', shown: './data', does: 'Embedded database, files and the data key.' },
  DATABASE_URL: {
    schema: optional(address(['postgres:', 'postgresql:'])),
    must: 'a postgres:// address',
    shown: 'embedded',
    does: 'Any PostgreSQL ≥ 15; without it the embedded one runs in DATA_DIR.',
  },
  DATABASE_POOL: { schema: whole(16, 2, 500), must: 'a whole number 2–500', shown: '16', does: 'Connections per API process.' },
  DATABASE_PREPARED: {
    schema: v.pipe(
      v.optional(v.picklist(['0', '1', '']), '1'),
      v.transform((value) => value !== '0'),
    ),
    must: '0 or 1',
    shown: '1',
    does: '0 prepares no statements under names: for a pooler that does not keep them (PgBouncer before 1.21).',
  },
  PUBLIC_URL: {
    schema: optional(address(['http:', 'https:'])),
    must: 'an http(s):// address',
    shown: 'http://localhost:PORT',
    does: 'Where devices reach the API.',
  },
  DATA_KEY: {
    schema: optional(
      v.pipe(
        v.string(),
        v.check((written) => parseDataKey(written) !== null),
      ),
    ),
    must: '32 bytes as base64 or 64 hex digits',
    shown: 'made in DATA_DIR',
    does: 'Key that seals phones and addresses; the same on every API process.',
  },
  WX_APPID: {
    schema: words(''),
    must: 'a mini-program id',
    shown: '',
    does: 'Mini-program id; without it `npm start` uses a loopback stand-in.',
  },
  WX_SECRET: { schema: words(''), must: 'the mini-program secret', shown: '', does: 'Mini-program secret; needed with WX_APPID.' },
  WX_API_BASE: {
    schema: v.optional(address(['http:', 'https:']), 'https://api.weixin.qq.com'),
    must: 'an http(s):// address',
    shown: 'https://api.weixin.qq.com',
    does: 'Where the WeChat open API is.',
  },
  DEMO: { schema: flag, must: '0 or 1', shown: '0', does: 'Demo sign-ins for the preview; refused in production.' },
  TRUST_CLOUDRUN: {
    schema: flag,
    must: '0 or 1',
    shown: '0',
    does: 'Believe who WeChat CloudRun says is calling (`x-wx-*` headers); only when public access to the service is closed.',
  },
  TRUST_PROXY: {
    schema: whole(0, 0, 10),
    must: 'a whole number 0–10',
    shown: '0',
    does: 'Reverse proxies in front whose X-Forwarded-For counts.',
  },
  METRICS_TOKEN: {
    schema: words(''),
    must: 'a secret of your choice',
    shown: '',
    does: 'Who reads `/metrics` sends it as `Authorization: Bearer …`; without it only programs on the same machine may.',
  },
  RATE_PER_MINUTE: {
    schema: whole(600, 1, 1_000_000),
    must: 'a whole number ≥ 1',
    shown: '600',
    does: 'Calls a minute per session; five times that per address for who is not signed in.',
  },
  LOG_LEVEL: {
    schema: v.optional(v.picklist(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']), 'info'),
    must: 'fatal, error, warn, info, debug, trace or silent',
    shown: 'info',
    does: 'How much is logged; never personal data.',
  },
  S3_ENDPOINT: {
    schema: optional(address(['http:', 'https:'])),
    must: 'an http(s):// address',
    shown: '',
    does: 'S3-compatible store (COS) for files; without it files lie in DATA_DIR.',
  },
  S3_BUCKET: { schema: words(''), must: 'a bucket name', shown: '', does: 'Bucket, needed with S3_ENDPOINT.' },
  S3_REGION: { schema: words('auto'), must: 'a region name', shown: 'auto', does: 'Region of the store.' },
  S3_KEY_ID: { schema: words(''), must: 'an access key id', shown: '', does: 'Access key id, needed with S3_ENDPOINT.' },
  S3_SECRET: { schema: words(''), must: 'an access key secret', shown: '', does: 'Access key secret, needed with S3_ENDPOINT.' },
} as const satisfies Record<string, { schema: v.GenericSchema; must: string; shown: string; does: string }>

type Settings = typeof settings
type Schemas = { [K in keyof Settings]: Settings[K]['schema'] }
export type Environment = v.InferOutput<v.ObjectSchema<Schemas, undefined>> & { production: boolean }

/** An invalid setting, which prevents the start; the message names it. */
export class WrongSetting extends Error {
  override readonly name = 'WrongSetting'
}

const container = ['CBR_ENV_ID', 'TCB_ENV', 'TENCENTCLOUD_RUNENV']

/** Parses the environment once. Throws `WrongSetting` with one sentence that names the setting and its required form. */
export function readEnvironment(from: Record<string, string | undefined>): Environment {
  const schemas = Object.fromEntries(Object.entries(settings).map(([name, { schema }]) => [name, schema])) as Schemas
  const parsed = v.safeParse(v.object(schemas), from)
  if (!parsed.success) {
    const name = String(parsed.issues[0].path?.[0]?.key)
    throw new WrongSetting(`${name} must be ${settings[name as keyof Settings].must}.`)
  }
  const inContainer = container.some((name) => from[name])
  const environment = { ...parsed.output, production: isProduction(from.NODE_ENV) }
  for (const [wrong, sentence] of contradictions(environment, inContainer)) if (wrong) throw new WrongSetting(sentence)
  return environment
}

/**
 * Whether this is production: any NODE_ENV but `development` and `test` is, however it is written (`Production`, `prod`, `staging`). Only
 * without any is it not, because that is how `npm start` tries the product out.
 */
const isProduction = (said = ''): boolean => !['', 'development', 'test'].includes(said.trim())

const contradictions = (is: Environment, inContainer: boolean): [boolean, string][] => [
  [is.production && is.DEMO, 'DEMO must not be 1 in production: it lets anybody sign in as a demo person.'],
  [is.production && is.WX_APPID === '', 'WX_APPID must be set in production: the WeChat stand-in is for development only.'],
  [
    is.production && isLoopback(is.WX_API_BASE),
    'WX_API_BASE must not be a loopback address in production: the WeChat stand-in is for development only.',
  ],
  [
    is.production && new URL(is.WX_API_BASE).protocol !== 'https:',
    'WX_API_BASE must be an https:// address in production: it is sent the mini-program secret.',
  ],
  [is.WX_APPID !== '' && is.WX_SECRET === '', 'WX_SECRET must be set when WX_APPID is.'],
  [
    is.DATABASE_URL === undefined && inContainer,
    'DATABASE_URL must be set in a CloudRun container: it has no lasting disk for the embedded database.',
  ],
  [
    is.DATABASE_URL !== undefined && is.DATA_KEY === undefined && (is.production || inContainer),
    'DATA_KEY must be set with DATABASE_URL in production: every API process of one database seals phones and addresses with the same key.',
  ],
  [
    is.S3_ENDPOINT === undefined && inContainer,
    'S3_ENDPOINT must be set in a CloudRun container: it has no lasting disk for photos and recordings.',
  ],
  [
    is.S3_ENDPOINT !== undefined && (is.S3_BUCKET === '' || is.S3_KEY_ID === '' || is.S3_SECRET === ''),
    'S3_BUCKET, S3_KEY_ID and S3_SECRET must be set when S3_ENDPOINT is.',
  ],
]

const isLoopback = (url: string) => ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname)
