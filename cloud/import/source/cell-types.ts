import { areaCode as areaCodeSchema, gridCode as gridCodeSchema, importCode } from '@doorstep/contract/grids'
import { publishedPhone } from '@doorstep/contract/people/names-and-phones'
import { sayingOf } from '@doorstep/contract/sayings'
import { day as calendarDay, line, text } from '@doorstep/contract/values'
import * as v from 'valibot'

/** How a cell is parsed, and the message about the valid form when it cannot be. */
export interface CellType<T> {
  schema: v.GenericSchema<string, T>
  wanted: string
}

export const cellType = <T>(schema: v.GenericSchema<string, T>, wanted: string): CellType<T> => ({ schema, wanted })

export const words = (max: number): CellType<string> => cellType(text(max), `应当填 1 到 ${max} 个字`)
/** Names, titles and places: what `line` of the contract refuses of people, a district's files may not bring either. */
export const oneLine = (max: number): CellType<string> => cellType(line(max), `应当填 1 到 ${max} 个字，写在一行里，没有看不见的符号`)
/** A word as people say it, for which texts are looked through. One that only bars others would never be met. */
export const saying = (max: number): CellType<string> => {
  const { schema, wanted } = oneLine(max)
  const says = v.check((word: string) => sayingOf(word).wanted.length > 0)
  return cellType(v.pipe(schema, says), `${wanted}，至少有一段前面没有 -`)
}
export const maybeWords = (max: number): CellType<string> =>
  cellType(v.union([v.literal(''), text(max)]), `可以空着，填就不超过 ${max} 个字`)

export const phone: CellType<string> = cellType(publishedPhone, '应当是电话号码，例如 13800000000 或 0999-0001234')

/** The code that names a row in a district's files. */
export const code = cellType(importCode, '应当是代码：字母、数字和短横线，最多 32 个')
export const areaCode = cellType(areaCodeSchema, '应当是 6、9、12 或 15 位数字的代码（区、街道、社区、网格）')
export const gridCode = cellType(gridCodeSchema, '应当是 15 位数字的网格代码')

/** Makes a cell optional: null when it is empty. */
export const maybe = <T>({ schema, wanted }: CellType<T>): CellType<T | null> =>
  cellType(
    v.union([
      v.pipe(
        v.literal(''),
        v.transform(() => null),
      ),
      schema,
    ]),
    `可以空着，填的话${wanted}`,
  )

/** Gives a cell a default `value` for when it is empty. */
export const otherwise = <T>(value: T, { schema, wanted }: CellType<T>): CellType<T> => {
  const read = maybe({ schema, wanted })
  return cellType(
    v.pipe(
      read.schema,
      v.transform((cell) => cell ?? value),
    ),
    read.wanted,
  )
}

/** A choice, written as its code (`gridMember`) or as its Chinese name (`网格员`). */
export function choice<K extends string>(names: Record<K, string>): CellType<K> {
  const keys = Object.keys(names) as K[]
  const byWord = new Map(
    keys.flatMap((key): [string, K][] => [
      [key, key],
      [names[key], key],
    ]),
  )
  return cellType(
    v.pipe(
      v.string(),
      v.check((cell) => byWord.has(cell)),
      v.transform((cell): K => byWord.get(cell) ?? (cell as K)),
    ),
    `应当是其中之一：${keys.map((key) => `${key}（${names[key]}）`).join('、')}`,
  )
}

/** Several values in one cell, separated by `|`, without duplicates; at least `min`. */
export const several = <T>({ schema, wanted }: CellType<T>, { min = 0, max = 50 }: { min?: number; max?: number } = {}): CellType<T[]> =>
  cellType(
    v.pipe(
      v.string(),
      v.transform((cell) => (cell === '' ? [] : cell.split('|').map((part) => part.trim()))),
      v.check((parts) => new Set(parts).size === parts.length),
      v.array(schema),
      v.minLength(min),
      v.maxLength(max),
    ),
    `用 | 分开，不重复，${min === 0 ? '' : `至少 ${min} 项，`}最多 ${max} 项，每一项${wanted}`,
  )

/** A decimal number within bounds. */
export const decimal = (min: number, max: number, wanted: string): CellType<number> =>
  cellType(v.pipe(v.string(), v.regex(/^-?\d{1,9}(\.\d{1,15})?$/), v.transform(Number), v.minValue(min), v.maxValue(max)), wanted)

export const wholeNumber = (min: number, max: number): CellType<number> =>
  cellType(
    v.pipe(v.string(), v.regex(/^\d{1,9}$/), v.transform(Number), v.minValue(min), v.maxValue(max)),
    `应当是 ${min} 到 ${max} 的整数`,
  )

/** Wall time; Excel drops the leading zero, so `8:30` is read as `08:30`. */
export const wallTime: CellType<string> = cellType(
  v.pipe(
    v.string(),
    v.regex(/^([01]?\d|2[0-3]):[0-5]\d$/),
    v.transform((cell) => cell.padStart(5, '0')),
  ),
  '应当是时刻，例如 08:30',
)

/** Wall time of an end: `24:00` is the end of a day. */
export const endTime: CellType<string> = cellType(
  v.union([v.literal('24:00'), wallTime.schema]),
  '应当是时刻，例如 12:00；一天的末尾写 24:00',
)

/** A day; Excel writes `2026-10-01` as `2026/10/1`. */
export const day: CellType<string> = cellType(
  v.pipe(
    v.string(),
    v.regex(/^\d{4}([-/])\d{1,2}\1\d{1,2}$/),
    v.transform((cell) =>
      cell
        .split(/[-/]/)
        .map((part) => part.padStart(2, '0'))
        .join('-'),
    ),
    calendarDay,
  ),
  '应当是日期，例如 2026-10-01',
)

/** Bounds of GCJ-02 coordinates in China, in degrees; anything else is projected, swapped or mistyped. */
export const china = { lng: [73, 136], lat: [3, 54] } as const
