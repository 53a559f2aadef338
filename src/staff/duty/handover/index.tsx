import { dispatchRoles, type StaffRole } from '@doorstep/contract/roles'
import { useState } from 'react'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { errorsOf, type FieldErrors } from '../../../platform/sending/forms'
import { useMe } from '../../../platform/api/me'
import { back } from '../../../platform/navigation/navigate'
import { useRead, useSend } from '../../../platform/api/query'
import { isDone, type Value } from '../../../platform/api/result'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { StaffField } from '../../parts/fields/staff-field'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

const streetDigits = 9
const gridDigits = 15

/** Renders 交接: another grid member takes a grid over; conversations, promised times and open requests move, and residents are notified. */
export default function Handover() {
  const me = useMe()
  const [area, setArea] = useState('')
  return (
    <Screen of={me} shape="form">
      {({ staff }) => {
        const own = staff?.roles.find(({ role }) => (dispatchRoles as readonly StaffRole[]).includes(role))?.area ?? ''
        const here = area === '' ? own : area
        return here.length === gridDigits ? (
          <TakeOver code={here} again={() => setArea('')} />
        ) : (
          <Areas parent={here.length < streetDigits ? undefined : here} choose={setArea} />
        )
      }}
    </Screen>
  )
}

/** Renders the area tree until a grid is chosen. */
function Areas({ parent, choose }: { parent: string | undefined; choose: (code: string) => void }) {
  const areas = useRead('GET /v1/areas', { query: parent === undefined ? {} : { parent } })
  return (
    <Card title="哪个网格要交接">
      {areas.value?.rows.map(({ code, name }) => (
        <ListRow key={code} quiet title={name} chevron onTap={() => choose(code)} />
      ))}
      {areas.problem && <Words tone="danger">{areas.problem.detail}</Words>}
    </Card>
  )
}

const nobody = ({ to }: { to: string }): FieldErrors => (to === '' ? { toStaffCode: '请选谁来接' } : {})

function TakeOver({ code, again }: { code: string; again: () => void }) {
  const card = useRead('GET /v1/grids/{code}', { params: { code } })
  const hand = useSend('POST /v1/grids/{code}/handovers', ['GET /v1/grids', 'GET /v1/session'])
  const { draft, errors, setErrors } = useErrors(useDraft(`staff.handover.${code}`, { to: '', reason: '' }), nobody)
  const [done, setDone] = useState<Value<'POST /v1/grids/{code}/handovers'>>()
  const now = card.value
  const submit = async () => {
    const { to, reason } = draft.now()
    setErrors(nobody({ to }))
    if (to === '') return
    const result = await hand.send({ params: { code }, body: { toStaffCode: to, reason } })
    if (isDone(result)) draft.clear()
    if (!result.ok) {
      setErrors(errorsOf(result.problem))
      return
    }
    setDone(result.value)
  }
  if (done)
    return (
      <Card title="交接完成">
        <Stack>
          <Words>
            移交了 {done.conversations} 个会话、{done.cases} 件未办结的诉求，已告诉 {done.residentsTold} 位居民。
          </Words>
          <Button block onTap={back}>
            返回
          </Button>
        </Stack>
      </Card>
    )
  if (!now) return <Words tone={card.problem ? 'danger' : 'second'}>{card.problem?.detail ?? '正在打开'}</Words>
  return (
    <Card title={`${now.community.name} ${now.name}`}>
      <Stack gap={16}>
        <Words size={15} tone="second">
          现在的网格员：{now.member?.name ?? '空缺'}
          。交接后，他名下的会话、承诺和未办结的诉求都转给新网格员，居民会收到通知。他本人会留在这个网格的团队里；如果调走了，请在名单文件里去掉他再导入一次，他就看不到这里的事了。
        </Words>
        <Choice
          label="谁来接"
          help="从这个网格的团队里选；新来的人请先在名单里导入"
          options={now.team
            .filter(({ staffCode }) => staffCode !== now.member?.staffCode)
            .map(({ staffCode, name, title }) => ({ value: staffCode, label: name, help: title }))}
          value={draft.values.to === '' ? undefined : draft.values.to}
          onChange={(to) => draft.set({ to })}
          error={errors.toStaffCode}
        />
        <StaffField
          readBy="inside"
          label="原因"
          max={200}
          initial={draft.values.reason}
          onText={(reason) => draft.note({ reason })}
          error={errors.reason}
          placeholder="例如 李明调到别的社区"
        />
        {hand.problem && (
          <Announce urgent seen>
            {hand.problem.detail}
          </Announce>
        )}
        <Stack across>
          <Button block onTap={again}>
            换一个网格
          </Button>
          <Button block kind="primary" busy={hand.sending} onTap={submit}>
            交接
          </Button>
        </Stack>
      </Stack>
    </Card>
  )
}
