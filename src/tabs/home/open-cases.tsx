import type { RequestRow } from '@doorstep/contract/requests'
import type { Read } from '../../platform/query'
import { go } from '../../platform/navigate'
import { isOffline } from '../../platform/result'
import { Card } from '../../ui/card'
import { CaseRow } from '../../ui/case-row'
import { ListRow } from '../../ui/list-row'
import { SignInButton } from '../../ui/sign-in-button'
import { Words } from '../../ui/words'

const mostShown = 3

interface OpenCasesProps {
  of: Read<{ rows: RequestRow[]; next: string | null }>
  signedIn: boolean
  /** Elder mode: only the one that ends first. */
  most?: number
}

/** 正在办: each open case with its next step and by when. */
export function OpenCases({ of, signedIn, most = mostShown }: OpenCasesProps) {
  if (!signedIn) {
    return (
      <Card title="正在办">
        <ListRow title="登录后看您正在办的事" quiet end={<SignInButton small>登录</SignInButton>} />
      </Card>
    )
  }
  const all = () => go('requests/list')
  if (!of.value) {
    if (of.waiting) return null
    return (
      <Card title="正在办">
        <Words size={15} tone="second">
          {of.problem && isOffline(of.problem) ? '没有网络,连上后会显示您正在办的事' : '正在办的事没有打开,下拉可以再试'}
        </Words>
      </Card>
    )
  }
  const { rows, next } = of.value
  if (rows.length === 0) {
    return (
      <Card title="正在办" more={{ text: '以前的', onTap: all }}>
        <Words size={15} tone="second">
          现在没有正在办的事。灯坏了、想问政策、邻里有矛盾,都可以提。
        </Words>
      </Card>
    )
  }
  return (
    <Card title="正在办" more={{ text: `全部 ${rows.length}${next === null ? '' : '+'}`, onTap: all }}>
      {rows.slice(0, most).map((row) => (
        <CaseRow key={row.id} row={row} />
      ))}
    </Card>
  )
}
