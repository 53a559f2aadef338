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

/** Renders 值班和请假: the caller's grids and who answers there now, their unit, leave from either, and the caller's photo. */
export default function DutyPage() {
  const duty = useRead('GET /v1/my-duty', {})
  const me = useMe()
  const [asking, setAsking] = useState<string>()
  return (
    <Screen
      of={duty}
      empty={{
        when: ({ grids, unit }) => grids.length === 0 && !unit,
        icon: 'people',
        title: '您现在不在网格团队或单位里',
        text: '名单由街道导入，有出入请联系街道。',
      }}
    >
      {({ grids, absences, photo, unit }) => (
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
                {asking === grid.code ? (
                  <Leave from={grid} done={() => setAsking(undefined)} />
                ) : (
                  <Button block icon="calendar" onTap={() => setAsking(grid.code)}>
                    请假，请人代班
                  </Button>
                )}
              </Stack>
            </Card>
          ))}
          {unit && (
            <Card title={unit.name}>
              {asking === unit.name ? (
                <Leave from={{ mates: unit.mates }} done={() => setAsking(undefined)} />
              ) : (
                <Button block icon="calendar" onTap={() => setAsking(unit.name)}>
                  请假
                </Button>
              )}
            </Card>
          )}
          {grids.length > 0 && <MyPhoto name={me.value?.staff?.name ?? ''} photo={photo} />}
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
        title={absence.standInName === '' ? '由单位里的人接手' : `${absence.standInName}代班`}
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
