import { emergencyIn } from '@doorstep/contract/emergencies'
import type { Category, RequestDetail } from '@doorstep/contract/requests/views'
import { kindNames } from '@doorstep/contract/requests/words'
import { useEffect, useRef, useState } from 'react'
import { stillKept } from '../../../platform/sending/attachments'
import type { Draft } from '../../../platform/sending/drafts'
import { useCurrentGrid } from '../../../platform/place/current-grid'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { useEmergencies } from '../../../parts/emergency-calls'
import { NextSteps } from '../../../parts/next-steps'
import { consentNames } from '../../../parts/behalf'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { moment } from '../../../ui/format'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { Emergency } from './emergency'
import { kindOf, previewOf, type Filing } from './filing'
import { useFiling } from './use-filing'
import type { Done, Value } from '../../../platform/api/result'

interface ConfirmStepProps {
  category: Category
  draft: Draft<Filing>
  filed: (result: Done<RequestDetail>) => void
}

/** Renders the preview before sending: who gets it, by when, who sees what. */
export function ConfirmStep({ category, draft, filed }: ConfirmStepProps) {
  const preview = useSend('POST /v1/request-previews')
  const [shown, setShown] = useState<Value<'POST /v1/request-previews'>>()
  const filing = useFiling(draft, category, filed)
  const { home } = useCurrentGrid()
  const look = async () => {
    const result = await preview.send({ body: previewOf(draft.now(), category) })
    if (result.ok) setShown(result.value)
  }
  // Once, with the form as it is when this step opens.
  const atFirst = useRef(look)
  useEffect(() => {
    void atFirst.current()
  }, [])
  const { edit } = filing
  const emergencies = useEmergencies()
  if (shown?.emergency) {
    const advice = emergencyIn(category.name, emergencies)?.advice ?? '先到安全的地方，再打电话'
    return (
      <Emergency
        category={category}
        written
        stop={{ phones: shown.emergency, advice }}
        back={{ text: '不是紧急情况，回去改', onTap: edit }}
      />
    )
  }
  const { values } = draft
  const kind = kindOf(values, category)
  const photos = stillKept(values.photos).length
  const parts = [photos > 0 && `${photos} 张照片`, values.voice && !values.voice.lost && '1 段语音'].filter(Boolean).join('、')
  const problem = filing.problem ?? preview.problem
  return (
    <Screen
      title="确认提交"
      bar={
        <>
          <Button onTap={edit}>改一改</Button>
          <Button kind="primary" busy={filing.sending} onTap={filing.submit}>
            {values.waiting ? '现在再发一次' : '提交'}
          </Button>
        </>
      }
    >
      {shown && (
        <>
          <Card tone="info">
            <Stack gap={4}>
              <Words size={15} tone="second">
                交给 {[...new Set([shown.receiver.title, shown.receiver.name])].join(' ')}（{shown.grid.community.name} {shown.grid.name}）
              </Words>
              <Words size={24} bold heading>
                {moment(shown.replyBy)} 前答复您
              </Words>
              <Words size={15} tone="second">
                {moment(shown.acceptBy)} 前告诉您是否受理。{shown.rule}
              </Words>
            </Stack>
          </Card>
          <Card title="谁能看到什么">
            <Stack gap={4}>
              {shown.seenBy.map((line) => (
                <Words key={line} size={15}>
                  {line}
                </Words>
              ))}
            </Stack>
          </Card>
        </>
      )}
      {!shown && preview.problem && (
        <Button block icon="refresh" onTap={look}>
          再看一次谁来办
        </Button>
      )}
      <Card title={`${kind ? `${kindNames[kind]} · ` : ''}${category.name}`}>
        <Stack gap={8}>
          <Words size={15} tone="second">
            {[values.buildingName || (values.forOther ? '' : home?.building.name), values.placeDetail].filter(Boolean).join(' ')}
          </Words>
          {values.text.trim() !== '' && <Words asWritten>{values.text}</Words>}
          {category.questions.map(({ code, ask }) => {
            const answer = values.answers[code] ?? ''
            return (
              answer.length > 0 && (
                <Words key={code} size={15} tone="second">
                  {ask} {Array.isArray(answer) ? answer.join('、') : answer}
                </Words>
              )
            )
          })}
          {parts !== '' && (
            <Words size={15} tone="second">
              附 {parts}
            </Words>
          )}
          {values.forOther && (
            <Words size={15} tone="second">
              替{values.otherName}办（{values.otherRelation}），本人{values.consentHow === '' ? '' : consentNames[values.consentHow]}
            </Words>
          )}
        </Stack>
      </Card>
      {values.waiting && <Announce seen>没有网络，内容已经存好。连上网会自动发出，只发一次；您可以先离开这一页。</Announce>}
      {problem && !values.waiting && <NextSteps problem={problem} />}
    </Screen>
  )
}
