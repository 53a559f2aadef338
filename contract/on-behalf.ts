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
