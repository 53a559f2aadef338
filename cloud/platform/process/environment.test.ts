import { readEnvironment, settings } from './environment'

test('with nothing set it is the development ground of the README', () => {
  const { DATABASE_URL, ...rest } = readEnvironment({})
  expect(DATABASE_URL).toBeUndefined()
  expect(rest).toMatchObject({ PORT: 8080, DATA_DIR: './data', DEMO: false, production: false })
})

test('an empty setting is an unset one where it is optional', () => {
  expect(readEnvironment({ DATABASE_URL: '', PUBLIC_URL: '', S3_ENDPOINT: '' })).toMatchObject({
    DATABASE_URL: undefined,
    PUBLIC_URL: undefined,
  })
})

test.each([
  ['PORT', 'eighty'],
  ['PORT', '70000'],
  ['DATABASE_URL', 'mysql://somewhere/db'],
  ['DATABASE_POOL', '1'],
  ['DATABASE_PREPARED', 'no'],
  ['PUBLIC_URL', 'localhost:8080'],
  ['WX_API_BASE', 'api.weixin.qq.com'],
  ['DEMO', 'yes'],
  ['TRUST_PROXY', '-1'],
  ['LOG_LEVEL', 'loud'],
  ['DATA_KEY', 'too short'],
  ['RATE_PER_MINUTE', '0'],
  ['S3_ENDPOINT', 'bucket'],
] as const)('%s=%s stops the start with one sentence that names it', (name, value) => {
  expect(() => readEnvironment({ [name]: value })).toThrow(`${name} must be ${settings[name].must}.`)
})

const database = 'postgres://u:p@db:5432/doorstep'
const dataKey = 'ab'.repeat(32)
const store = { S3_ENDPOINT: 'https://cos.ap-beijing.myqcloud.com', S3_BUCKET: 'photos', S3_KEY_ID: 'id', S3_SECRET: 'secret' }
const production = { NODE_ENV: 'production', WX_APPID: 'wx1', WX_SECRET: 'secret' }
test.each([
  ['demo sign-in in production', { ...production, DEMO: '1' }, 'DEMO'],
  ['the stand-in in production, by no AppID', { NODE_ENV: 'production' }, 'WX_APPID'],
  ['the stand-in in production, by its address', { ...production, WX_API_BASE: 'http://127.0.0.1:9' }, 'WX_API_BASE'],
  ['demo sign-in in production, however it is written', { ...production, NODE_ENV: 'Production', DEMO: '1' }, 'DEMO'],
  ['demo sign-in on a stage', { ...production, NODE_ENV: 'staging', DEMO: '1' }, 'DEMO'],
  ['the mini-program secret in the clear', { ...production, WX_API_BASE: 'http://api.weixin.qq.com' }, 'WX_API_BASE'],
  ['an AppID without its secret', { WX_APPID: 'wx1' }, 'WX_SECRET'],
  ['a CloudRun container without a database', { CBR_ENV_ID: 'prod-1' }, 'DATABASE_URL'],
  ['a shared database without a shared data key in production', { ...production, DATABASE_URL: database }, 'DATA_KEY'],
  ['a CloudRun container without a data key', { CBR_ENV_ID: 'prod-1', DATABASE_URL: database }, 'DATA_KEY'],
  ['a CloudRun container without a file store', { CBR_ENV_ID: 'prod-1', DATABASE_URL: database, DATA_KEY: dataKey }, 'S3_ENDPOINT'],
  ['a file store without its keys', { S3_ENDPOINT: 'https://cos.ap-beijing.myqcloud.com' }, 'S3_BUCKET'],
])('%s is refused', (_, given, named) => {
  expect(() => readEnvironment(given)).toThrow(new RegExp(`^${named}`))
})

test('a production setting that is whole is taken', () => {
  const whole = { ...production, ...store, CBR_ENV_ID: 'prod-1', DATABASE_URL: database, DATA_KEY: dataKey }
  expect(readEnvironment(whole).production).toBe(true)
})

test.each([undefined, '', 'development', 'test'])('NODE_ENV %p is not production', (said) => {
  expect(readEnvironment({ NODE_ENV: said, DEMO: '1' }).production).toBe(false)
})
