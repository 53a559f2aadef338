import { useState } from 'react'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { isDone } from '../../../platform/api/result'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { usePages, useRead, useSend, type Row } from '../../../platform/api/query'
import { useReachEnd } from '../../../platform/navigation/scrolling'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { Chip } from '../../../ui/display/chip'
import { StaffField } from '../../parts/fields/staff-field'
import { moment } from '../../../ui/format'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

type Correction = Row<'GET /v1/grid-corrections'>
const states = {
  open: { name: '待核实', tone: 'warning' },
  corrected: { name: '已改', tone: 'done' },
  kept: { name: '不用改', tone: 'plain' },
} as const

/** Renders 网格纠错: reports of “not my grid” that the street checks and answers. */
export default function Corrections() {
  const corrections = usePages('GET /v1/grid-corrections', { query: {} })
  const [deciding, setDeciding] = useState('')
  useReachEnd(corrections.more)
  return (
    <Screen of={corrections} empty={{ when: (rows) => rows.length === 0, icon: 'location', title: '没有居民报网格不对' }}>
      {(rows) =>
        rows.map((row) => (
          <Card key={row.id}>
            <Stack gap={8}>
              <Stack across gap={8} wraps>
                <Words bold>{row.buildingName}</Words>
                <Chip tone={states[row.state].tone}>{states[row.state].name}</Chip>
              </Stack>
              <Words size={15} tone="second">
                现在属于{row.shownGrid.name} · {moment(row.createdAt)}
              </Words>
              <Words asWritten>{row.said}</Words>
              {row.answer && (
                <Words size={15} tone="second">
                  答复：{row.answer}
                </Words>
              )}
              {deciding === row.id && <Decide of={row} done={() => setDeciding('')} />}
              {row.state === 'open' && deciding !== row.id && <Button onTap={() => setDeciding(row.id)}>核实后答复</Button>}
            </Stack>
          </Card>
        ))
      }
    </Screen>
  )
}

const keep = 'keep'

const undecided = ({ grid }: { grid: string }): FieldErrors => (grid === '' ? { gridCode: '请选一个' } : {})

function Decide({ of: correction, done }: { of: Correction; done: () => void }) {
  const decide = useSend('POST /v1/grid-corrections/{id}/decide', ['GET /v1/grid-corrections', 'GET /v1/buildings'])
  const community = correction.shownGrid.code.slice(0, 12)
  const grids = useRead('GET /v1/areas', { query: { parent: community } })
  const kept = useDraft(`staff.correction.${correction.id}`, { grid: '', answer: '' })
  const { draft, errors, setErrors } = useErrors(kept, undecided)
  const options = [
    { value: keep, label: `不用改，就是${correction.shownGrid.name}` },
    ...(grids.value?.rows ?? [])
      .filter(({ code }) => code !== correction.shownGrid.code)
      .map(({ code, name }) => ({ value: code, label: `改到${name}` })),
  ]
  const submit = async () => {
    const { grid, answer } = draft.now()
    setErrors(undecided({ grid }))
    if (grid === '') return
    const result = await decide.send({ params: { id: correction.id }, body: { answer, ...(grid !== keep && { gridCode: grid }) } })
    if (!isDone(result)) {
      setErrors(errorsOf(result.problem))
      return
    }
    draft.clear()
    done()
  }
  return (
    <Stack gap={16}>
      <Choice
        label="核实结果"
        options={options}
        value={draft.values.grid === '' ? undefined : draft.values.grid}
        onChange={(grid) => draft.set({ grid })}
        error={errors.gridCode}
      />
      <StaffField
        readBy="resident"
        label="答复居民"
        long
        max={200}
        initial={draft.values.answer}
        onText={(answer) => draft.note({ answer })}
        error={errors.answer}
      />
      {decide.problem && (
        <Announce urgent seen>
          {decide.problem.detail}
        </Announce>
      )}
      <Stack across>
        <Button block onTap={done}>
          先放着
        </Button>
        <Button block kind="primary" busy={decide.sending} onTap={submit}>
          答复
        </Button>
      </Stack>
    </Stack>
  )
}
