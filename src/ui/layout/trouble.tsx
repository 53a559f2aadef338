import { openNewest } from '../../platform/device/updates'
import { back } from '../../platform/navigation/navigate'
import type { Problem } from '../../platform/api/result'
import { signIn } from '../../platform/api/session'
import { Empty } from './empty'
import type { IconName } from '../display/icon-names'

type Way = 'again' | 'back' | 'signIn' | 'newest'
interface State {
  icon: IconName
  title: string
  way: Way
}

const failed: State = { icon: 'alert', title: '没有打开', way: 'again' }
const forbidden: State = { icon: 'shield', title: '您现在看不了这里', way: 'back' }
const gone: State = { icon: 'search', title: '没有找到', way: 'back' }
const offline: State = { icon: 'offline', title: '没有网络', way: 'again' }
const old: State = { icon: 'refresh', title: '请换成新版本', way: 'newest' }
const away: State = { icon: 'me', title: '请先登录', way: 'signIn' }

/** The state of each problem code; any other code is a failure that may pass. */
const states: Partial<Record<Problem['code'], State>> = {
  offline,
  clientTooOld: old,
  timeout: { ...offline, title: '网络太慢' },
  signedOut: away,
  signInNeeded: away,
  badToken: away,
  sessionEnded: away,
  notYourRole: forbidden,
  notHandler: forbidden,
  badInput: gone,
  notFound: gone,
  incompleteLink: gone,
  noGridHere: gone,
  noSuchPerson: { ...gone, title: '没有这个人', way: 'again' },
  unknownDoor: gone,
  fileGone: gone,
}

const words: Record<Way, string> = { again: '再试一次', back: '返回', signIn: '登录', newest: '关掉重新打开' }

/** Returns a problem's text with its field errors: a form shows them at its fields, a page has none. */
const textOf = (problem: Problem) =>
  problem.code === 'badInput'
    ? [...(problem.errors ?? []).map(({ message }) => message), '链接可能没有复制完整，请返回再打开'].join('；')
    : problem.detail

export interface TroubleProps {
  problem: Problem
  again: () => unknown
  /** What is offered where there is nothing at the address, in place of the way back. */
  missing?: { text: string; onTap: () => unknown } | undefined
}

/** Renders a page that could not be shown: why, in the API's own words, and what to do next. */
export function Trouble({ problem, again, missing }: TroubleProps) {
  const state = states[problem.code] ?? failed
  const { icon, title, way } = state
  const instead = state === gone ? missing : undefined
  const ways: Record<Way, () => unknown> = {
    again,
    back,
    signIn: async () => ((await signIn()).ok ? again() : undefined),
    newest: openNewest,
  }
  // What an operator finds in the log, where something failed; of a thing that is not there it says nothing, and reads like a case's number.
  const number = state === failed && 'requestId' in problem && problem.requestId ? `（出错记录 ${problem.requestId}）` : ''
  return (
    <Empty
      icon={icon}
      title={title}
      text={textOf(problem) + number}
      action={instead ?? { text: words[way], onTap: ways[way], primary: way === 'signIn' || way === 'newest' }}
    />
  )
}
