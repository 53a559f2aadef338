import type { Feed } from '@doorstep/contract/bookings/staff-views'
import { useState } from 'react'
import { copyText } from '../../../platform/device/clipboard'
import { useDraft } from '../../../platform/sending/drafts'
import type { FieldErrors } from '../../../platform/sending/forms'
import { useErrors } from '../../../platform/sending/use-errors'
import { isDone } from '../../../platform/api/result'
import { useParams } from '../../../platform/navigation/navigate'
import { urlToShare } from '../../../platform/device/open-url'
import { useRead, useSend } from '../../../platform/api/query'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { StaffField } from '../../parts/fields/staff-field'
import { moment } from '../../../ui/format'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'
import { useOnly } from '../parts/use-only'
import { VenueHead } from '../../parts/venue-head'

const stale = ['GET /v1/staff/feeds']

/** Renders 日历地址: a calendar feed of the day's slots. The address is a secret, so it is shown once and can be revoked. */
export default function Feeds() {
  const { venue } = useParams('venue')
  const feeds = useRead('GET /v1/staff/feeds', {})
  const [made, setMade] = useState<string>()
  return (
    <Screen of={feeds} head={<VenueHead venue={venue} here="staff/bookings/feeds" />}>
      {({ rows }) => (
        <>
          {made !== undefined ? (
            <Shown address={made} done={() => setMade(undefined)} />
          ) : (
            <MakeFeed venue={venue} made={(url) => setMade(urlToShare(url))} />
          )}
          <Card title="用着的地址">
            {rows.length === 0 && <Words tone="second">还没有。做一个，贴进手机或电脑的日历就能看到每天的安排。</Words>}
            {rows.map((feed) => (
              <FeedRow key={feed.id} of={feed} />
            ))}
          </Card>
        </>
      )}
    </Screen>
  )
}

function Shown({ address, done }: { address: string; done: () => void }) {
  const [said, setSaid] = useState('')
  const copy = async () => {
    const result = await copyText(address)
    setSaid(result.ok ? '已复制' : result.problem.detail)
  }
  return (
    <Card title="只显示这一次" tone="warning">
      <Stack>
        <Words>谁拿到这个地址，谁就能看到每个时段来几位（没有姓名）。请现在复制，贴进日历的“添加订阅”。</Words>
        <Words size={15} bold>
          {address}
        </Words>
        <Announce seen={said !== ''}>{said}</Announce>
        <Stack across>
          <Button onTap={done}>我已保存好</Button>
          <Button kind="primary" onTap={copy}>
            复制地址
          </Button>
        </Stack>
      </Stack>
    </Card>
  )
}

const whose = [
  { value: 'venue', label: '整个服务点', help: '这里每项服务每个时段来几位' },
  { value: 'mine', label: '只看我办的服务', help: '我在各处办的服务' },
] as const

const unnamed = ({ name }: { name: string }): FieldErrors => (name.trim() === '' ? { name: '请起个名字，好知道是哪台设备在用' } : {})

function MakeFeed({ venue, made }: { venue: string; made: (url: string) => void }) {
  const make = useSend('POST /v1/staff/feeds', stale)
  const kept = useDraft<{ of: 'venue' | 'mine'; name: string }>('staff.feed', { of: venue === '' ? 'mine' : 'venue', name: '' })
  const { draft, errors, setErrors } = useErrors(kept, unnamed)
  // A person who only gives single services has no feed of the whole venue.
  const whole = (useOnly(venue) ?? null) === null && venue !== ''
  const submit = async () => {
    const { of, name } = draft.now()
    setErrors(unnamed({ name }))
    if (name.trim() === '') return
    const result = await make.send({ body: { name: name.trim(), ...(of === 'venue' && whole && { venue }) } })
    if (isDone(result)) draft.clear()
    if (!result.ok) return
    made(result.value.url)
  }
  return (
    <Card title="做一个日历地址">
      <Stack gap={16}>
        {whole && <Choice label="看什么" options={whose} value={draft.values.of} onChange={(of) => draft.set({ of })} />}
        <StaffField
          readBy="nobody"
          label="名字"
          help="日历里会显示这个名字，例如 我的手机"
          max={30}
          initial={draft.values.name}
          onText={(name) => draft.note({ name })}
          error={errors.name}
        />
        {make.problem && (
          <Announce urgent seen>
            {make.problem.detail}
          </Announce>
        )}
        <Button block kind="primary" busy={make.sending} onTap={submit}>
          做一个
        </Button>
      </Stack>
    </Card>
  )
}

function FeedRow({ of: feed }: { of: Feed }) {
  const [sure, setSure] = useState(false)
  const end = useSend('DELETE /v1/staff/feeds/{id}', stale)
  const read = feed.lastReadAt === null ? '还没有日历读过' : `${moment(feed.lastReadAt)} 读过`
  return (
    <>
      <ListRow
        title={feed.name}
        line={`${feed.venueCode === null ? '我办的服务' : '整个服务点'} · ${read}`}
        end={
          <Button
            small
            kind={sure ? 'danger' : 'plain'}
            label={`停用 ${feed.name}`}
            busy={end.sending}
            onTap={() => (sure ? end.send({ params: { id: feed.id } }) : setSure(true))}
          >
            {sure ? '确定停用' : '停用'}
          </Button>
        }
      />
      {sure && (
        <Words size={15} tone="second">
          停用后这个地址马上不能再看，日历里不再更新。
        </Words>
      )}
      {end.problem && (
        <Announce urgent seen>
          {end.problem.detail}
        </Announce>
      )}
    </>
  )
}
