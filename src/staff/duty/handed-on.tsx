import { useRead } from '../../platform/api/query'
import { Words } from '../../ui/display/words'
import { dayName, timeOfDay } from '../../ui/format'

interface Days {
  gridCode?: string
  fromDay: string
  untilDay: string
  fromHalf?: 'afternoon'
  untilHalf?: 'morning'
}

/** Renders what a leave of these days would hand on, before it is sent. Shows nothing for days that cannot be asked for. */
export function HandedOn({ of: query }: { of: Days }) {
  const { value } = useRead('GET /v1/absence-previews', { query })
  if (value === undefined) return null
  const { handedOn, visits, nearest, staying } = value
  const by = nearest === null ? '' : `，最近的一件${dayName(nearest.at)} ${timeOfDay(nearest.at)}：${nearest.title}`
  const visited = visits === 0 ? '' : `，其中 ${visits} 件约好了上门`
  const kept = staying === 0 ? '' : `另有 ${staying} 件等得到您回来，不转。`
  const text = handedOn === 0 ? '照现在看，没有要转走的诉求。' : `照现在看，有 ${handedOn} 件等不到您回来，请假开始时转走${visited}${by}。`
  return (
    <Words size={15} tone="second">
      {`${text}${kept}`}
    </Words>
  )
}
