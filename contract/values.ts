import { mostPageRows } from './rules'
import * as v from 'valibot'

/**
 * The building blocks every room's schemas are made of. They carry the bounds that keep bad input
 * out of the database: no NUL, no lone surrogate, no integer wider than its column.
 */

const unstorable = /\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?:^|[^\uD800-\uDBFF])[\uDC00-\uDFFF]/

/** Text of `min` (1 unless told) to `max` characters (UTF-16 units) after trimming. */
export const text = (max: number, min = 1) =>
  v.pipe(
    v.string('请填写文字'),
    v.trim(),
    v.minLength(min, min === 1 ? '这里不能空着' : `至少写 ${min} 个字`),
    v.maxLength(max, `最多写 ${max} 个字`),
    v.check((value) => !unstorable.test(value), '有无法保存的字符，请删去后再试'),
  )

/** A row's id: UUIDv7, made in the application. */
export const id = v.pipe(v.string('缺少编号'), v.uuid('编号不对'))

/** An instant, UTC, ISO 8601 with milliseconds: `2026-11-23T06:30:00.000Z`. The format allows offsets that no `Date` reads. */
export const instant = v.pipe(
  v.string(),
  v.isoTimestamp('时间格式不对'),
  v.check((value) => !Number.isNaN(Date.parse(value)), '时间格式不对'),
)

/**
 * A day in +08:00: `2026-11-23`. The format allows 30 February, which would quietly become 2 March, and years whose next day is
 * written longer (`+010000-01-01`) and so comes before: who walks to it day by day would never arrive.
 */
export const day = v.pipe(
  v.string(),
  v.isoDate('日期格式不对'),
  v.check((value) => Number(value.slice(8)) === new Date(`${value}T00:00:00Z`).getUTCDate(), '没有这一天'),
  v.check((value) => /^(19|2)/.test(value), '年份要在 1900 到 2999 之间'),
)

/** A whole number in `min…max`; the default bound is a PostgreSQL integer. */
export const whole = (min = 0, max = 2_147_483_647) =>
  v.pipe(v.number('请填写数字'), v.integer('请填写整数'), v.minValue(min, `不能小于 ${min}`), v.maxValue(max, `不能大于 ${max}`))

/** A whole number that travels in a query string. */
export const wholeInQuery = (min = 0, max = 2_147_483_647) =>
  v.pipe(v.string(), v.regex(/^\d{1,10}$/, '请填写整数'), v.transform(Number), v.minValue(min), v.maxValue(max))

/** Degrees in a query string, with as many decimals as a device's double prints (`117.96499999999999`). */
const degrees = (limit: number) =>
  v.pipe(v.string(), v.regex(/^-?\d{1,3}(\.\d{1,20})?$/, '坐标不对'), v.transform(Number), v.minValue(-limit), v.maxValue(limit))
export const longitude = degrees(180)
export const latitude = degrees(90)

const phoneNumber = (pattern: RegExp) => v.pipe(v.string(), v.trim(), v.regex(pattern, '请填写正确的电话号码，例如 13800000000'))

/** A mainland mobile or landline number: somebody's own. */
export const phone = phoneNumber(/^(1\d{10}|0\d{2,3}-?\d{7,8}|[2-9]\d{6,7})$/)

/** A number that is published, service numbers (`12345`, `96119`) included. */
export const publishedPhone = phoneNumber(/^(1\d{10}|0\d{2,3}-?\d{7,8}|\d{3,8})$/)

/** Opaque position in a list, as a previous page returned it. */
export const cursor = v.pipe(v.string(), v.maxLength(200), v.regex(/^[A-Za-z0-9_-]+$/, '翻页位置不对'))

/** What every list accepts: up to `mostPageRows` after a cursor; `pageRows` unless told. */
export const page = { after: v.optional(cursor), limit: v.optional(wholeInQuery(1, mostPageRows)) }

/** A page of rows and where the next one begins; `next` is null at the end. */
export const pageOf = <S extends v.GenericSchema>(row: S) => v.object({ rows: v.array(row), next: v.nullable(v.string()) })

export const nullable = v.nullable
export const list = <S extends v.GenericSchema>(row: S, max: number) => v.pipe(v.array(row), v.maxLength(max, `最多 ${max} 项`))
