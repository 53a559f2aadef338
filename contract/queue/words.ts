import { statesWhere } from '../machine'

export const ticketStates = ['waiting', 'called', 'serving', 'done', 'passed', 'void'] as const

type State = (typeof ticketStates)[number]

export const ticketStateNames = {
  waiting: '等候中',
  called: '正在叫号',
  serving: '办理中',
  done: '已办完',
  passed: '已过号',
  void: '已作废',
} as const satisfies Record<State, string>

interface Traits {
  /** It is still in the queue, or at a window. */
  open: boolean
  /** A window has it in hand. */
  inHand: boolean
  /** Its holder is or was served. */
  served: boolean
}

/** What each state means to the lists and figures that ask about several: all of them derive their states from here. */
export const ticketTraits = {
  waiting: { open: true, inHand: false, served: false },
  called: { open: true, inHand: true, served: false },
  serving: { open: true, inHand: true, served: true },
  done: { open: false, inHand: false, served: true },
  passed: { open: true, inHand: false, served: false },
  void: { open: false, inHand: false, served: false },
} as const satisfies Record<State, Traits>

export const ticketStatesWhere = (holds: (traits: Traits) => boolean) => statesWhere<State, Traits>(ticketTraits, holds)

export const openTicketStates = ticketStatesWhere(({ open }) => open)
