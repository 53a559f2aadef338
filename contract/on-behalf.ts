import * as v from 'valibot'
import { id, phone, text } from './values'

/** 代办: something done for somebody else, with their recorded consent (who, how, when; 个人信息保护法第14条). */
export const OnBehalf = v.object({
  name: text(20),
  phone: v.optional(phone),
  relation: text(20),
  consent: v.object({ how: v.picklist(['inPerson', 'byPhone', 'written', 'voice']), fileId: v.optional(id) }),
})
export type OnBehalf = v.InferOutput<typeof OnBehalf>

/** `本人`, `我自己`, `就是我`: a relation that names nobody else, however it is written. */
const isOneself = (relation: string) =>
  /^(就?是)?((我|俺|咱|他|她|您|你)?(本人|本身|自己|自已|自个儿?)+|我|俺|咱)$/.test(relation.replace(/[^\u4e00-\u9fa5]/g, ''))

/** The same for somebody else only: what is done for oneself goes by one's own limits. */
export const OnBehalfOfOther = v.object({
  ...OnBehalf.entries,
  relation: v.pipe(
    OnBehalf.entries.relation,
    v.check((relation) => !isOneself(relation), '给自己约，请在上面选“我自己”；替别人约，请写您是他的什么人，例如 女儿、邻居'),
  ),
})
