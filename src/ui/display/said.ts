import { isValidElement, type ReactNode } from 'react'
import { Badge, countSays } from './badge'

interface Props {
  children?: ReactNode
  count?: number
  label?: string
}

const isWords = (node: ReactNode) => typeof node === 'string' || typeof node === 'number'

/**
 * Returns what an element shows, part by part, in the order of the screen: a name made of it holds the words one sees, as whoever controls
 * the phone by voice needs it. Of a component only what it is given is known, not what it draws besides.
 */
function saidBy(node: ReactNode): string[] {
  if (isWords(node)) return String(node).split('\n')
  if (Array.isArray(node)) return node.every(isWords) ? [node.join('')] : (node as ReactNode[]).flatMap(saidBy)
  if (!isValidElement<Props>(node)) return []
  const { children, count = 0, label } = node.props
  if (node.type === Badge) return count > 0 ? [label ?? countSays(count)] : []
  return saidBy(children)
}

/** Joins what is said by several parts; a pause between two. */
export const said = (...parts: ReactNode[]) => parts.flatMap(saidBy).filter(Boolean).join('，')
