import type { Did } from './history'

interface Named {
  who: string
  unit: string
}

/** What happened in a sentence, by who did it and the unit it is about. */
const titles: Record<Did, (named: Named) => string> = {
  suggest: ({ who }) => `${who}建议吹哨`,
  whistle: ({ who }) => `${who}吹哨`,
  approve: ({ who }) => `${who}同意，吹哨`,
  decline: ({ who }) => `${who}没有吹哨`,
  callMore: ({ who }) => `${who}又叫了单位`,
  close: ({ who }) => `${who}结束吹哨`,
  respond: ({ who, unit }) => `${unit}回应，马上到（${who}）`,
  arrive: ({ who, unit }) => `${unit}到场（${who}）`,
  result: ({ who, unit }) => `${unit}报了结果（${who}）`,
  cannot: ({ who, unit }) => `${unit}说不能到场（${who}）`,
  confirm: ({ who, unit }) => `${who}确认${unit}办成了`,
  sendBack: ({ who, unit }) => `${who}请${unit}再办`,
  excuse: ({ who, unit }) => `${who}：${unit}不用来了`,
  rateUnit: ({ who, unit }) => `${who}评了${unit}`,
  rateCall: ({ unit }) => `${unit}评了这次吹哨`,
  rang: ({ unit }) => `${unit}：时限提醒`,
}

const isDid = (did: string): did is Did => did in titles

export const titleOf = (did: string, named: Named): string => (isDid(did) ? titles[did](named) : '有新的进展')
