import type { StaffService } from '@doorstep/contract/openings/views'
import type { Impact } from '@doorstep/contract/openings/views'
import { useState } from 'react'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { backTo } from '../../../platform/navigation/navigate'
import { useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { ImpactScreen, type Decision } from '../parts/impact-screen'
import { draftOf, rulesOf, type RulesDraft } from '../parts/rules-draft'
import { RareFields, SimpleFields } from './other-rules'
import { ExceptionLines, WeeklyLines } from './weekly-hours'

const firstUnder = (errors: FieldErrors, name: string) => Object.entries(errors).find(([path]) => path.split('.')[0] === name)?.[1]

/** Renders the opening rules of one service: edited, checked against the existing bookings, then saved. */
export function RulesEditor({ of: service, venue }: { of: StaffService; venue: string }) {
  const { code, rules, version, way } = service
  const now = draftOf(rules, version)
  const { draft, errors, setErrors } = useErrors(useDraft<RulesDraft>(`staff.rules.${code}`, now), (written) => {
    const checked = rulesOf(written, way)
    return checked.ok ? {} : checked.errors
  })
  const checking = useSend('POST /v1/staff/services/{code}/rule-checks')
  const saving = useSend('PUT /v1/staff/services/{code}/rules', ['GET /v1/staff/services', 'GET /v1/staff/venues', 'GET /v1/services'])
  const [hits, setHits] = useState<Impact>()
  // Fields keep their own text; increasing this number remounts them when other rules are loaded.
  const [anew, setAnew] = useState(0)

  const look = async () => {
    const checked = rulesOf(draft.now(), way)
    setErrors(checked.ok ? {} : checked.errors)
    if (!checked.ok) return
    const result = await checking.send({ params: { code }, body: { rules: checked.value } })
    if (result.ok) {
      setHits(result.value)
      return
    }
    // The API reports errors by their path in the request body.
    setErrors(Object.fromEntries(Object.entries(errorsOf(result.problem)).map(([path, says]) => [path.replace(/^rules\./, ''), says])))
    setHits(undefined)
  }
  const save = (decision: Decision) => {
    const checked = rulesOf(draft.now(), way)
    return saving.send({ params: { code }, body: { rules: checked.ok ? checked.value : rules, ...decision } })
  }
  if (hits) {
    return (
      <ImpactScreen
        hits={hits}
        name={`rules.${code}`}
        usual="调整开放时间"
        save={save}
        recheck={look}
        back={() => setHits(undefined)}
        done={() => {
          draft.clear()
          return backTo('staff/openings/list', { venue })
        }}
      />
    )
  }
  const takeNow = () => {
    draft.clear(now)
    setErrors({})
    setAnew((before) => before + 1)
  }
  return (
    <Screen
      title={service.name}
      bar={
        <Button kind="primary" busy={checking.sending} onTap={look}>
          看看会影响谁
        </Button>
      }
    >
      {draft.values.version !== version && (
        <Card tone="warning">
          <Stack gap={8}>
            <Words>您写到一半时，这里的规则被别人改过。您写的还在。</Words>
            <Stack across gap={8}>
              <Button onTap={takeNow}>换成现在的规则</Button>
              <Button onTap={() => draft.set({ version })}>接着用我写的</Button>
            </Stack>
          </Stack>
        </Card>
      )}
      <WeeklyLines draft={draft} error={firstUnder(errors, 'weekly')} of={service} />
      <ExceptionLines draft={draft} error={firstUnder(errors, 'exceptions')} />
      <SimpleFields key={`simple${anew}`} draft={draft} errors={errors} way={way} />
      <RareFields key={`rare${anew}`} draft={draft} errors={errors} way={way} />
      {checking.problem && (
        <Announce urgent seen>
          {checking.problem.detail}
        </Announce>
      )}
    </Screen>
  )
}
