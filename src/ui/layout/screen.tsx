import { Text, View } from '@tarojs/components'
import { useEffect, type ReactNode } from 'react'
import { useElder } from '../../platform/device/elder'
import { useEdges } from '../../platform/device/edges'
import { useHere, useMarkedTab } from '../../platform/navigation/here'
import { setTitle } from '../../platform/navigation/navigate'
import type { Read } from '../../platform/api/query'
import { isOffline } from '../../platform/api/result'
import { usePullToRefresh } from '../../platform/navigation/scrolling'
import { aria } from '../aria'
import { cx } from '../cx'
import { Boundary } from './boundary'
import { Empty, type EmptyProps } from './empty'
import { moment } from '../format'
import tokens from '../tokens.module.css'
import { NavBar } from './nav-bar'
import styles from './screen.module.css'
import { Skeleton, type Shape } from './skeleton'
import { TabBar } from './tab-bar'
import { Trouble, type TroubleProps } from './trouble'

interface Frame {
  /** Title of the navigation bar; the page's config has the one it begins with. */
  title?: string
  /** The navigation bar, where it is not a title and a way back. */
  nav?: ReactNode
  /** Rendered above the body, edge to edge: a header band, tabs. */
  head?: ReactNode
  /** Uses wide screens: list and detail side by side. A resident's page stays as wide as a phone. */
  wide?: boolean
  /** The first card lies over the lower edge of the head band, and so does what stands there while it is loaded. */
  lifted?: boolean
  /** Leaves out the body's padding and gaps: the page renders edge to edge. */
  flush?: boolean
}

interface Still extends Frame {
  of?: undefined
  /** Runs when the user pulls the page down. */
  again?: () => Promise<unknown>
  children: ReactNode
  /** The one primary action, clear of the home indicator. */
  bar?: ReactNode
}

interface Loaded<T> extends Frame {
  /** The read this page depends on: its states loading, offline, failed, forbidden and gone are rendered here, once. */
  of: Read<T>
  children: (value: T) => ReactNode
  bar?: ReactNode | ((value: T) => ReactNode)
  /** The empty state, and when it applies. */
  empty?: EmptyProps & { when: (value: T) => boolean }
  /** What is offered where there is nothing at the address, in place of the way back. */
  missing?: TroubleProps['missing']
  shape?: Shape
}

export type ScreenProps<T> = Still | Loaded<T>

const nothing = () => Promise.resolve()
const inWechat = process.env.TARO_ENV === 'weapp'

/** Renders a note above a value that is older than it should be. */
function Note({ of }: { of: Read<unknown> }) {
  if (!of.problem || of.value === undefined) return null
  const text = isOffline(of.problem) ? `没有网络，这是 ${moment(of.asOf)} 的内容` : `没有刷新成功，这是 ${moment(of.asOf)} 的内容`
  return (
    <View className={styles.note} {...aria({ role: 'status' })}>
      <Text className={styles.noteText}>{text}</Text>
      <View className={styles.noteAction} onClick={() => void of.again()} {...aria({ role: 'button', label: '刷新' })}>
        刷新
      </View>
    </View>
  )
}

function Body<T>({ of, children, empty, missing, shape = 'list' }: Loaded<T>) {
  if (of.value !== undefined) return empty?.when(of.value) ? <Empty {...empty} /> : <>{children(of.value)}</>
  return of.problem ? <Trouble problem={of.problem} again={of.again} missing={missing} /> : <Skeleton shape={shape} />
}

const barOf = <T,>(props: ScreenProps<T>): ReactNode => {
  if (typeof props.bar !== 'function') return props.bar
  return props.of?.value === undefined ? undefined : props.bar(props.of.value)
}

function Bar<T>(props: ScreenProps<T> & { width: string | undefined }) {
  const bar = barOf(props)
  if (bar === undefined || bar === null || bar === false) return null
  return (
    <View className={styles.bar}>
      <View className={cx(styles.inBar, props.width)}>{bar}</View>
    </View>
  )
}

/** Renders the root of every page: sets text size and theme, holds the bars at its edges, shows the state of the page's read. */
export function Screen<T>(props: ScreenProps<T>) {
  const { title, nav, head, wide, lifted, flush } = props
  const { elder, scale } = useElder()
  const { top, row, side } = useEdges()
  const here = useHere()
  useMarkedTab(here.tab)
  usePullToRefresh(props.of ? props.of.again : (props.again ?? nothing))
  useEffect(() => {
    if (title !== undefined) setTitle(title)
  }, [title])
  const width = wide ? undefined : styles.narrow
  return (
    <View
      className={cx(tokens.tokens, elder && tokens.elder, styles.root, here.tab && styles.tab, here.tab && inWechat && styles.covered)}
      style={`--fs:${scale};--top:${top}px;--row:${row}px;--side:${side}px`}
    >
      {nav ?? <NavBar title={title ?? here.title} way={here.way} />}
      {head}
      {props.of && <Note of={props.of} />}
      <View className={cx(styles.body, width, lifted && styles.lifted, flush && styles.flush)} {...aria({ role: 'main' })}>
        <Boundary>{props.of ? <Body {...props} /> : props.children}</Boundary>
      </View>
      <Boundary quiet>
        <Bar {...props} width={width} />
      </Boundary>
      {here.tab && !inWechat && <TabBar />}
    </View>
  )
}
