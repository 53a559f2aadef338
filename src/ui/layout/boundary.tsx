import { Component, type ErrorInfo, type ReactNode } from 'react'
import { readAnew } from '../../platform/api/query'
import { logFault } from '../../platform/device/log'
import { Empty } from './empty'

interface BoundaryProps {
  children: ReactNode
  /** Draws nothing in place of what failed: the rest of the page says it. */
  quiet?: boolean
}

/** Holds a fault of drawing to its page: says so, logs it, and offers to try again, where React would leave the page empty for ever. */
export class Boundary extends Component<BoundaryProps, { broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override componentDidCatch(fault: Error, { componentStack }: ErrorInfo) {
    logFault('page', `${fault.message}\n${fault.stack ?? ''}${componentStack ?? ''}`)
  }

  private readonly again = async () => {
    await readAnew()
    this.setState({ broken: false })
  }

  override render() {
    if (!this.state.broken) return this.props.children
    if (this.props.quiet) return null
    return (
      <Empty
        icon="alert"
        title="这一页没有显示出来"
        text="我们这边出了点问题，已经记下。您写的内容还在。"
        action={{ text: '再试一次', onTap: this.again }}
      />
    )
  }
}
