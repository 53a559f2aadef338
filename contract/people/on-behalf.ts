import * as v from 'valibot'
import { importCode } from '../grids'
import { personName, phone } from './names-and-phones'
import { id, line } from '../values'

/** How a person agreed that somebody else acts for them. */
export const consentWays = ['inPerson', 'byPhone', 'written', 'voice'] as const

/** 代办: an action for another person, with their recorded consent (who, how, when; 个人信息保护法第14条). */
export const OnBehalf = v.object({
  /** The remembered person it is (GET /v1/people): their consent stands, given in the same way. */
  personId: v.optional(id),
  name: personName(),
  phone: v.optional(phone),
  relation: line(20),
  /** Where this person lives: the place of what is done for them, never the home of whoever does it. */
  home: v.optional(v.object({ buildingCode: importCode, unit: v.optional(line(20)), room: v.optional(line(20)) })),
  consent: v.object({ how: v.picklist(consentWays), fileId: v.optional(id) }),
})
export type OnBehalf = v.InferOutput<typeof OnBehalf>

/** Returns whether a relation names the caller themselves: `本人`, `我自己`, `就是我`, in any spelling. */
const isOneself = (relation: string) =>
  /^(就?是)?((我|俺|咱|他|她|您|你)?(本人|本身|自己|自已|自个儿?)+|我|俺|咱)$/.test(relation.replace(/[^\u4e00-\u9fa5]/g, ''))

/** `OnBehalf` that must name another person: an action for oneself is subject to one's own limits. */
export const OnBehalfOfOther = v.object({
  ...OnBehalf.entries,
  relation: v.pipe(
    OnBehalf.entries.relation,
    v.check((relation) => !isOneself(relation), '给自己约，请在上面选“我自己”；替别人约，请写您是他的什么人，例如 女儿、邻居'),
  ),
})
