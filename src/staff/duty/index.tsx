import { useState } from 'react'
import { useMe } from '../../platform/api/me'
import { useRead, useSend } from '../../platform/api/query'
import type { Value } from '../../platform/api/result'
import { Announce } from '../../ui/layout/announce'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Chip } from '../../ui/display/chip'
import { leaveName } from './leave-name'
import { ListRow } from '../../ui/display/list-row'
import { Screen } from '../../ui/layout/screen'
import { Stack } from '../../ui/layout/stack'
import { Leave } from './leave'
import { MyPhoto } from './photo'

type Duty = Value<'GET /v1/my-duty'>

/** Renders 值班和请假: the caller's grids, who answers there now, leave with a stand-in, and the caller's photo. */
export default function DutyPage() {
  const duty = useRead('GET /v1/my-duty', {})
  const me = useMe()
  const [asking, setAsking] = useState<Duty['grids'][number]>()
  return (
    <Screen
      of={duty}
      empty={{
        when: ({ grids }) => grids.length === 0,
        icon: 'people',
        title: '您现在不在任何网格团队里',
        text: '名单由街道导入，有出入请联系街道。',
      }}
    >
      {({ grids, absences, photo }) => (
        <>
          {grids.map((grid) => (
            <Card key={grid.code} title={`${grid.community.name} ${grid.name}`}>
              <Stack>
                <ListRow
                  title={grid.onDuty?.name ?? '现在没有人值班'}
                  line={grid.onDuty?.says}
                  end={
                    grid.onDuty && (
                      <Chip tone={grid.onDuty.state === 'off' ? 'plain' : 'done'}>
                        {{ duty: '值班中', standIn: '代班', off: '下班' }[grid.onDuty.state]}
                      </Chip>
                    )
                  }
                />
                {asking?.code === grid.code ? (
                  <Leave grid={grid} done={() => setAsking(undefined)} />
                ) : (
                  <Button block icon="calendar" onTap={() => setAsking(grid)}>
                    请假，请人代班
                  </Button>
                )}
              </Stack>
            </Card>
          ))}
          <MyPhoto name={me.value?.staff?.name ?? ''} photo={photo} />
          {absences.length > 0 && (
            <Card title="我的请假">
              {absences.map((absence) => (
                <Absence key={absence.id} of={absence} />
              ))}
            </Card>
          )}
        </>
      )}
    </Screen>
  )
}

function Absence({ of: absence }: { of: Duty['absences'][number] }) {
  const end = useSend('DELETE /v1/absences/{id}', ['GET /v1/my-duty', 'GET /v1/grids'])
  return (
    <>
      <ListRow
        quiet
        title={`${absence.standInName}代班`}
        line={leaveName(absence)}
        end={
          <Button small busy={end.sending} onTap={() => end.send({ params: { id: absence.id } })}>
            提前结束
          </Button>
        }
      />
      {end.problem && (
        <Announce urgent seen>
          {end.problem.detail}
        </Announce>
      )}
    </>
  )
}
