import { useState } from 'react'
import { useRead } from '../../../platform/api/query'
import { Chips } from '../../../ui/input/chips'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { ways, type Way } from '../../parts/channels'

/** Renders the directory with what became of its rows, most disputed first: which of them need another unit. */
export default function Directory() {
  const [channel, setChannel] = useState<Way>('')
  const figures = useRead('GET /v1/staff/directory-figures', { query: channel === '' ? {} : { channel } })
  return (
    <Screen
      of={figures}
      head={<Chips label="怎样来的" options={ways} value={channel} onChoose={setChannel} />}
      empty={{ when: ({ rows }) => rows.length === 0, icon: 'document', title: '还没有导入交办目录，诉求由受理员一件件交给单位' }}
    >
      {({ rows }) =>
        rows.map((row) => (
          <Card key={row.code} title={`${row.basis} → ${row.unit}`}>
            <Stack gap={4}>
              <Words>{`交办 ${row.dispatched} 件，异议 ${row.disputed} 件，改交 ${row.moved + row.redispatched} 件`}</Words>
              {row.reasons.map((reason) => (
                <Words key={reason} size={15} tone="second">
                  异议：{reason}
                </Words>
              ))}
              <Words size={15} tone="second">{`目录 ${row.code}，第 ${row.edition} 版`}</Words>
            </Stack>
          </Card>
        ))
      }
    </Screen>
  )
}
