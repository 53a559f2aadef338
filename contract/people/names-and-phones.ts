import * as v from 'valibot'
import { line } from '../values'

/**
 * Names and phone numbers as people type and paste them, brought to one form for storing and one for comparing. Both sides use it: the app
 * before it sends, the API before it stores, searches and recognises somebody.
 */

/** Dots by which keyboards and systems part a name; national standards write U+00B7: `买买提·艾力`. */
const interpuncts = '\u00B7\u02D9\u0387\u16EB\u2022\u2024\u2027\u2219\u22C5\u2E31\u30FB\uA78F\uFF65'

/** What stands in a text without being drawn; joiners are kept, emoji and some scripts are built with them. */
const unseen = /[\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180B-\u180E\u200B\u200E\u200F\u202A-\u202E\u2060-\u206F\u2800\u3164\uFEFF\uFFA0]/g
const anyDot = new RegExp(`[${interpuncts}]`, 'g')
const dotInHan = /([\u3400-\u9FFF])\s*[.\u3002\uFE52\uFF0E\uFF61]\s*(?=[\u3400-\u9FFF])/g
const aroundDot = /(?:[^\S\n]*\u00B7)+[^\S\n]*/g

/** Returns a name as it is stored and shown: without what cannot be seen, with one kind of dot. */
export const tidyName = (name: string): string =>
  name.normalize('NFC').replace(unseen, '').replace(anyDot, '\u00B7').replace(dotInHan, '$1\u00B7').replace(aroundDot, '\u00B7').trim()

/** Characters by which two spellings of one name may differ, after NFKC: spaces, dots, dashes, and what is not drawn. */
export const nameNoise =
  ' \t.\u3002\u00B7\u0307\u16EB\u2022\u2027\u2219\u22C5\u2E31\u30FB\uA78F-\u2010\u2013\u2014\u00AD\u034F\u115F\u1160\u17B4\u17B5\u180B\u180C\u180D\u180E' +
  '\u200B\u200C\u200D\u200E\u200F\u202A\u202B\u202C\u202D\u202E\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\u2800\u3164\uFE0E\uFE0F\uFEFF\uFFA0'
const noise = new Set(nameNoise)

/**
 * Returns what a name is compared by: 买买提·艾力 with any dot or none is one name, 王 秀兰 is 王秀兰. The search does the same in the database,
 * by `nameNoise`.
 */
export const nameKey = (name: string): string =>
  Array.from(name.normalize('NFKC').toLowerCase())
    .filter((character) => !noise.has(character) && character.trim() !== '')
    .join('') || name

/** Most characters of a name: 维吾尔 names with that of the father, and names in Latin letters, have more than twenty. */
export const longestName = 40

/** Schema for the name of a person, as people send it. */
export const personName = () => v.pipe(line(longestName), v.transform(tidyName))

/** Marks of direction and other unseen signs that are pasted with a number from a contact list. */
const unseenBeside = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u206F\uFEFF]/g
/** What stands before a number that is copied with its label. */
const labelled = /^(?:(?:联系)?(?:电话|手机)(?:号码?)?|号码|tel(?:ephone)?|phone|mobile)\s*[:\s]\s*/i
/** What people put between the digits of a number. */
const between = /[\s.\u00B7()\u2010-\u2015\u2212\u30FC-]+/g

const local = '(\\d{3,4}-?\\d{4})'
const extension = /(?:-?(?:-|总?转接?(?:分机)?|内线|分机号?|ext|x|#|,|;)[-:]*(\d{1,6}))?/.source
const shape = (pattern: string) => new RegExp(`^${pattern}$`, 'i')

/** The numbers of the mainland, each as the parts of its one form: number or area code, number in the area, extension. */
const shapes: readonly { pattern: RegExp; area?: string }[] = [
  { pattern: shape(`(?:(?:\\+|00)?86-?)?(1(?:-?\\d){10})${extension}`) },
  { pattern: shape(`(?:(?:\\+|00)86-?)?(0(?:10|2\\d|[3-9]\\d\\d))-?${local}${extension}`) },
  { pattern: shape(`(?:\\+|00)?86-?(10|2\\d|[3-9]\\d\\d)-?${local}${extension}`), area: '0' },
  { pattern: shape(`(?:(?:\\+|00)86-?)?([48]00(?:-?\\d){7})${extension}`) },
  { pattern: shape(`([2-9]\\d{2,3}-?\\d{4})${extension}`) },
  { pattern: shape('(\\d(?:-?\\d){2,7})') },
]

/**
 * Returns a phone number in the one form it is stored and shown in: `13800000001`, `010-62345678`, `010-62345678-801`. Full-width digits,
 * spaces, brackets, `+86`, and what a contact list pastes with it go away; what is no number is left for the schema to refuse.
 */
export function tidyPhone(typed: string): string {
  const plain = typed.normalize('NFKC').replace(unseenBeside, '').trim().replace(labelled, '')
  const parted = plain.replace(between, '-').replace(/^-|-$/g, '')
  for (const { pattern, area = '' } of shapes) {
    const found = pattern.exec(parted)
    if (found === null) continue
    const parts = found.slice(1).flatMap((part: string | undefined) => part?.replaceAll('-', '') ?? [])
    return `${area}${parts.join('-')}`
  }
  return plain
}

/** Returns what a number is compared by: its digits without the extension, also of a number stored before it was brought to one form. */
export const phoneKey = (phone: string): string => {
  const parts = tidyPhone(phone).split('-')
  return parts.slice(0, parts[0]?.startsWith('0') ? 2 : 1).join('')
}

const wrongPhone = '请填写正确的电话号码，例如 13800000000'
const phoneNumber = (pattern: RegExp) =>
  v.pipe(v.string(), v.maxLength(60, wrongPhone), v.transform(tidyPhone), v.regex(pattern, wrongPhone))

/** A personal phone number: mainland mobile or landline, with an extension or without. */
export const phone = phoneNumber(/^(1\d{10}|0\d{2,3}-\d{7,8}|[2-9]\d{6,7})(-\d{1,6})?$/)

/** A published phone number: also service numbers (`12345`, `96119`) and those of companies (`4008108888`). */
export const publishedPhone = phoneNumber(/^((1\d{10}|0\d{2,3}-\d{7,8}|[2-9]\d{6,7})(-\d{1,6})?|[48]00\d{7}(-\d{1,6})?|\d{3,8})$/)
