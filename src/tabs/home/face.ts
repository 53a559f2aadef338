import { minuteMs } from '@doorstep/contract/time-words'
import type { GridCard } from '@doorstep/contract/grids'
import { photoOf } from '../../parts/member-photo'
import { nightPhoneOf } from '../../parts/night-phone'
import type { Tone } from '../../ui/display/chip'

/** Who answers at this grid now, in words. */
export interface Face {
  name: string
  title: string
  /** Their photo; without one their initial is shown. */
  photo: string | undefined
  /** Whom to call: the person, or 夜间值班 once they have gone home. */
  call: { to: string; number: string } | null
  chip: { text: string; tone: Tone; dot: boolean }
  /** How long an answer usually takes, or when the grid member is back. */
  line: string
}

const chips = {
  duty: { text: '值班中', tone: 'done', dot: true },
  standIn: { text: '代班中', tone: 'info', dot: true },
  off: { text: '已下班', tone: 'plain', dot: false },
} as const satisfies Record<string, Face['chip']>

/** Returns the person to call: whoever is on duty or stands in, else the grid member. Undefined for a grid without a member. */
export function faceOf(card: GridCard, now: number): Face | undefined {
  const { member, onDuty, team, usualReply, dutyAhead } = card
  const answering = onDuty && [member, ...team].find((one) => one?.staffCode === onDuty.staffCode)
  const who = answering ?? member
  if (!who) return undefined
  const { name, title, phone } = who
  const night = nightPhoneOf(card, now)
  const call = night !== null ? { to: '夜间值班', number: night } : phone === null ? null : { to: name, number: phone }
  const face = { name, title, photo: photoOf(who), call }
  const usual = usualReply && `通常 ${usualReply.minutes} 分钟内回复`
  if (!onDuty) return { ...face, chip: { text: '没有排班', tone: 'plain', dot: false }, line: [title, usual].filter(Boolean).join(' · ') }
  // Shortly before a break or the evening, an answer does not come in the usual minutes any more.
  const ends = Date.parse(dutyAhead?.[0]?.to ?? onDuty.until ?? '') || Infinity
  const soon = usualReply !== null && now + usualReply.minutes * minuteMs <= ends ? usual : undefined
  const line = onDuty.state === 'duty' ? [title, soon ?? onDuty.says] : onDuty.state === 'off' ? [title, onDuty.says] : [onDuty.says]
  return { ...face, chip: chips[onDuty.state], line: line.join(' · ') }
}
