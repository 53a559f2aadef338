import * as v from 'valibot'
import { actionNames, machine } from '../machine'
import { ticketStates } from './words'

/** 签到排队: a queue number's state. */

export type TicketState = (typeof ticketStates)[number]

export const TicketState = v.picklist(ticketStates)

export type TicketParty = 'holder' | 'counter' | 'system'

/**
 * The transitions of a number, from drawing to done. A number that was called and did not come (`pass`, 过号) waits `recallAfter` calls and
 * is called once more; after `callsBeforeVoid` calls it is void.
 */
export const ticketMachine = machine<TicketState, TicketParty>()({
  call: { from: ['waiting', 'passed'], to: 'called', by: ['counter'], label: '叫号' },
  recall: { from: ['called'], to: 'same', by: ['counter'], label: '再叫一次' },
  pass: { from: ['called'], to: 'passed', by: ['counter'], label: '过号' },
  void: { from: ['called', 'waiting', 'passed'], to: 'void', by: ['system', 'holder'], label: '作废' },
  serve: { from: ['called'], to: 'serving', by: ['counter'], label: '开始办理' },
  done: { from: ['called', 'serving'], to: 'done', by: ['counter', 'system'], label: '办好了' },
})

export type TicketAction = keyof typeof ticketMachine

export const TicketAction = v.picklist(actionNames(ticketMachine))
