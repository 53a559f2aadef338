import { figuresDays } from '@doorstep/contract/rules'
import { useRead } from '../../../platform/api/query'
import { Words } from '../../../ui/display/words'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'

/** Returns a share with the numbers it comes from: `80%（4/5）`; a dash where nothing was counted. */
const share = (part: number, of: number) => (of === 0 ? '—' : `${Math.round((100 * part) / of)}%（${part}/${of}）`)

/** Renders 吹哨数字 for supervisors: how units came, and whether whistles were needed; no ranking, each share with its numbers. */
export default function WhistleFigures() {
  const figures = useRead('GET /v1/staff/whistle-figures', {})
  return (
    <Screen
      of={figures}
      empty={{
        when: ({ units, callers }) => units.length === 0 && callers.length === 0,
        icon: 'document',
        title: `近 ${figuresDays} 天没有吹哨`,
      }}
    >
      {({ units, callers }) => (
        <>
          <Words size={15} tone="second">
            {`近 ${figuresDays} 天。及时：在要求的时间内回应；没来：说不能到场，或到结束也没到。街道说不用来的不算。`}
          </Words>
          {units.map((row) => (
            <Card key={row.unit.code} title={row.unit.name}>
              <Stack gap={4}>
                <Words>{`被叫 ${row.called} 次`}</Words>
                <Words size={15}>{`及时 ${share(row.inTime, row.called)}`}</Words>
                <Words size={15}>{`晚了 ${share(row.late, row.called)}`}</Words>
                <Words size={15}>{`没来 ${share(row.notCome, row.called)}`}</Words>
                <Words size={15}>{`确认办成 ${share(row.done, row.called)}`}</Words>
                <Words size={15} tone="second">
                  {`街道评了 ${row.rated} 次：到场及时 ${share(row.ratedInTime, row.rated)}，办成 ${share(row.ratedAchieved, row.rated)}`}
                </Words>
              </Stack>
            </Card>
          ))}
          {callers.map((row) => (
            <Card key={row.caller.code} title={`吹哨的人：${row.caller.name}`}>
              <Stack gap={4}>
                <Words>{`吹哨 ${row.whistles} 次`}</Words>
                <Words size={15} tone="second">
                  {`单位评了 ${row.rated} 次：该吹 ${share(row.needed, row.rated)}，准备充分 ${share(row.prepared, row.rated)}`}
                </Words>
              </Stack>
            </Card>
          ))}
        </>
      )}
    </Screen>
  )
}
