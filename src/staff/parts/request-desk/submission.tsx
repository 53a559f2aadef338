import { organisationKindNames } from '@doorstep/contract/organisation-words'
import { answersInWords, badReasons, isBad } from '@doorstep/contract/ratings'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { outcomeNames } from '@doorstep/contract/requests/words'
import { Attached } from '../../../parts/attachments'
import { callPhone } from '../../../platform/device/call'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

const reasonName = (code: string) => (code in badReasons ? badReasons[code as keyof typeof badReasons] : code)

/** Renders what the resident submitted, unchanged. */
export function Submission({ of: r }: { of: RequestDetail }) {
  return (
    <Card title="居民说">
      <Stack gap={8}>
        {r.text && <Words asWritten>{r.text}</Words>}
        {r.answers.map(({ ask, value }) => (
          <Words key={ask} size={15} tone="second">
            {ask} {value}
          </Words>
        ))}
        <Attached files={r.files} />
        {r.outcome && (
          <Words size={15} tone="second">
            上次答复：{outcomeNames[r.outcome]}
          </Words>
        )}
        {r.rated && (
          <Words size={15} tone={isBad(r.rated) ? 'warning' : 'second'}>
            评价：{answersInWords(r.rated)}
            {r.rated.reasons.length > 0 && `；${r.rated.reasons.map(reasonName).join('、')}`}
            {r.rated.text && `；“${r.rated.text}”`}
          </Words>
        )}
        {r.rated && <Attached files={r.rated.files} />}
      </Stack>
    </Card>
  )
}

/** Renders who submitted it, as far as this viewer may know. */
export function Who({ of: r }: { of: RequestDetail }) {
  const { requester, onBehalfOf: subject } = r
  return (
    <Card title={subject ? '替谁提的' : '谁提的'}>
      {subject && (
        <Stack gap={4}>
          <Words bold>{subject.name}</Words>
          <Words size={15} tone="second">
            {[subject.place, '本人已同意'].filter(Boolean).join(' · ')}
          </Words>
          <Reach name={subject.name} phone={subject.phone} />
          {requester && (
            <>
              <Words size={15} tone="second">
                {`${requester.name}代提（${subject.relation}）`}
              </Words>
              <Reach name={requester.name} phone={requester.phone} />
            </>
          )}
        </Stack>
      )}
      {!subject && requester ? (
        <Stack gap={4}>
          {r.filedAs && <Words bold>{`${r.filedAs.name}（${organisationKindNames[r.filedAs.kind]}）`}</Words>}
          <Words bold={!r.filedAs}>{[requester.name, r.filedAs?.contact?.position].filter(Boolean).join(' · ')}</Words>
          <Words size={15} tone="second">
            {requester.place}
          </Words>
          <Reach name={requester.name} phone={requester.phone} />
        </Stack>
      ) : !subject ? (
        <Words size={15} tone="second">
          {r.anonymous ? '举报人的姓名、电话和住处按规定保密，办理时不要打听。' : '按您的身份看不到是谁提的。'}
        </Words>
      ) : null}
    </Card>
  )
}

/** Renders how to reach a person: a button where the viewer may phone, else the number as they may read it. */
function Reach({ name, phone }: { name: string; phone: string | null }) {
  if (phone === null) return null
  return phone.includes('*') ? (
    <Words size={15} tone="second">
      电话 {phone}
    </Words>
  ) : (
    <Button small icon="phone" label={`给${name}打电话`} onTap={() => callPhone(phone)}>
      {phone}
    </Button>
  )
}
