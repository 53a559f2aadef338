import type { Whistle } from '@doorstep/contract/whistles/views'
import { whistleStateWords } from '@doorstep/contract/whistles/words'
import { ruleWords } from '@doorstep/contract/rule-words'
import { useRef, useState } from 'react'
import { newId } from '../../../platform/api/ids'
import { useNow } from '../../../platform/api/now'
import { refresh, useRead } from '../../../platform/api/query'
import { isDone, type Problem } from '../../../platform/api/result'
import { callPhone } from '../../../platform/device/call'
import { go, useParams } from '../../../platform/navigation/navigate'
import { PhotoGrid } from '../../../ui/display/photo-grid'
import { Chip } from '../../../ui/display/chip'
import { ListRow } from '../../../ui/display/list-row'
import { Timeline } from '../../../ui/display/timeline'
import { Words } from '../../../ui/display/words'
import { moment } from '../../../ui/format'
import { ActButtons } from '../../../ui/input/act-buttons'
import { Announce } from '../../../ui/layout/announce'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { ActSheet } from '../parts/act-sheet'
import { emptyAct, readAgain, type Act } from '../parts/acts'
import { barActs, isTheirTurn } from '../parts/bar-acts'
import { CallCard } from '../parts/call-card'

/** Renders one whistle: where and what for, each unit with what may be done now, what happened. */
export default function WhistlePage() {
  const { id } = useParams('id')
  const whistle = useRead('GET /v1/staff/whistles/{id}', { params: { id } }, { live: 'unhinted' })
  const [doing, setDoing] = useState<{ act: Act; id: string }>()
  const [problem, setProblem] = useState<Problem>()
  const submission = useRef(newId())
  /** Opens the form of an action; what has none is done by the tap, so that somebody outdoors needs one hand. */
  const start = async (act: Act, of: string) => {
    setProblem(undefined)
    if (act.fields.length > 0) {
      setDoing({ act, id: of })
      return
    }
    const result = await act.send(of, emptyAct, submission.current)
    if (!isDone(result) || result.ok) submission.current = newId()
    if (!isDone(result)) setProblem(result.problem)
    void refresh(...readAgain)
  }
  return (
    <Screen
      of={whistle}
      shape="detail"
      bar={(w) => {
        const acts = barActs(w)
        return (
          acts.length > 0 && (
            <ActButtons
              acts={acts.map(({ key }) => key)}
              labelOf={(key) => acts.find((one) => one.key === key)?.act.label ?? ''}
              start={(key) => {
                const found = acts.find((one) => one.key === key)
                if (found) void start(found.act, found.id)
              }}
              none=""
              primary={isTheirTurn(w, acts)}
            />
          )
        )
      }}
    >
      {(w) => (
        <>
          <Summary of={w} />
          {problem && (
            <Announce urgent seen>
              {problem.detail}
            </Announce>
          )}
          {w.calls.map((one) => (
            <CallCard key={one.id} of={one} start={start} single={w.calls.filter(({ mine }) => mine).length === 1} />
          ))}
          {w.assessBy !== null && (
            <Words size={15} tone="second">
              {ruleWords.whistleAssess}
            </Words>
          )}
          <Card title="经过">
            <Timeline steps={stepsOf(w)} />
          </Card>
          {doing && (
            <ActSheet
              key={`${doing.act.label}-${doing.id}`}
              act={doing.act}
              id={doing.id}
              callable={w.callable}
              asked={w.state === 'suggested' ? w.units.map(({ code }) => code) : []}
              close={() => setDoing(undefined)}
            />
          )}
        </>
      )}
    </Screen>
  )
}

const stepsOf = ({ events }: Whistle) =>
  [...events].reverse().map(({ seq, at, title, text, files }) => ({
    key: String(seq),
    title,
    line: text,
    at,
    state: 'done' as const,
    ...(files.length > 0 && { more: <PhotoGrid files={files} small /> }),
  }))

function Summary({ of: w }: { of: Whistle }) {
  const now = useNow()
  const { name, tone } = whistleStateWords[w.state]
  const { caller, request } = w
  return (
    <Card>
      <Stack gap={8}>
        <Words bold>{w.place}</Words>
        <Stack across>
          <Chip tone={tone}>{name}</Chip>
        </Stack>
        <Words asWritten>{w.purpose}</Words>
        <Words size={15} tone="second">
          {[w.number, w.gridName, `${moment(w.at, now)} ${w.state === 'suggested' ? `${w.suggester ?? '书记'}建议` : '吹哨'}`].join(' · ')}
        </Words>
        {caller && (
          <ListRow quiet title={`吹哨的人：${caller.name}`} line={caller.phone} chevron onTap={() => void callPhone(caller.phone)} />
        )}
        {request && (
          <ListRow quiet title={`诉求 ${request.number}`} chevron onTap={() => void go('staff/requests/detail', { id: request.id })} />
        )}
      </Stack>
    </Card>
  )
}
