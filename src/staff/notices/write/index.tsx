import type { Branch } from '@doorstep/contract/branches'
import type { Me } from '@doorstep/contract/account'
import { NoticeForm, type StaffNotice } from '@doorstep/contract/notices'
import { withLost } from '../../../platform/sending/attachments'
import { useDraft } from '../../../platform/sending/drafts'
import { useErrors } from '../../../platform/sending/use-errors'
import { isDone } from '../../../platform/api/result'
import { check, errorsOf, fileError, type FieldErrors } from '../../../platform/sending/forms'
import { useMe } from '../../../platform/api/me'
import { replace, useParams } from '../../../platform/navigation/navigate'
import { both, remember, useRead, useSend } from '../../../platform/api/query'
import { useStillUploading } from '../../../platform/sending/still-uploading'
import { Announce } from '../../../ui/layout/announce'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Choice } from '../../../ui/input/choice'
import { StaffField } from '../../parts/fields/staff-field'
import { PhotoPicker } from '../../../ui/input/photo-picker'
import { Screen } from '../../../ui/layout/screen'
import { Words } from '../../../ui/display/words'
import { AreaPicker } from './area-picker'
import { areasOf, branchesOf, draftOf, emptyNotice, formOf, type NoticeDraft } from './notice-draft'

const stale = ['GET /v1/staff/notices']

/** Returns the first error of a part of the form: `audience.0` is shown under `audience`. */
const shown = (errors: FieldErrors, part: string) =>
  Object.entries(errors).find(([path]) => path === part || path.startsWith(`${part}.`))?.[1]

interface WritingProps {
  of: StaffNotice | undefined
  me: Me
  branches: readonly Branch[]
}

function Writing({ of, me, branches }: WritingProps) {
  const offered = branchesOf(me, branches)
  const areas = areasOf(me)
  const formFor = (now: NoticeDraft) => formOf({ ...now, branchCode: now.branchCode || (offered[0]?.code ?? '') })
  const { draft, errors, setErrors } = useErrors(
    useDraft<NoticeDraft>(`notices.${of?.id ?? 'new'}`, of ? draftOf(of) : emptyNotice),
    (now) => {
      const checked = check(NoticeForm, formFor(now))
      return checked.ok ? {} : checked.errors
    },
  )
  const create = useSend('POST /v1/notices', stale)
  const change = useSend('PUT /v1/notices/{id}', stale)
  const uploading = useStillUploading()
  const { values } = draft
  const branchCode = values.branchCode || (offered[0]?.code ?? '')
  const problem = create.problem ?? change.problem

  const save = async () => {
    const form = formFor(draft.now())
    const checked = check(NoticeForm, form)
    if (!checked.ok) {
      setErrors(checked.errors)
      return
    }
    setErrors({})
    const result = of ? await change.send({ params: { id: of.id }, body: form }) : await create.send({ body: form })
    if (isDone(result)) draft.clear()
    if (!result.ok) {
      const marked = withLost(result.problem, form.fileIds, draft.now())
      if (marked) draft.set({ photos: marked.photos })
      setErrors(errorsOf(result.problem))
      return
    }
    remember('GET /v1/staff/notices/{id}', { params: { id: result.value.id } }, result.value)
    await replace('staff/notices/review', { id: result.value.id })
  }
  const wrong = Object.keys(errors).length
  return (
    <Screen
      title={of ? '修改公告' : '写公告'}
      bar={
        <Button kind="primary" busy={create.sending || change.sending} {...uploading.why} onTap={save}>
          存好，下一步核对
        </Button>
      }
    >
      {of?.returnedReason != null && (
        <Card tone="warning">
          <Words bold>审核时退回，请修改</Words>
          <Words size={15}>{of.returnedReason}</Words>
        </Card>
      )}
      <StaffField
        readBy="resident"
        label="标题"
        help="一句话说清什么事、什么时候，例如 11月26日 3、4 号楼停水"
        max={40}
        initial={values.title}
        onText={(title) => draft.note({ title })}
        error={shown(errors, 'title')}
      />
      <StaffField
        readBy="resident"
        label="正文"
        help="先说和居民有什么关系、要做什么，再说原因"
        long
        max={5000}
        initial={values.text}
        onText={(text) => draft.note({ text })}
        error={shown(errors, 'text')}
      />
      <PhotoPicker
        label="图片"
        photos={values.photos}
        onChange={(photos) => draft.set({ photos })}
        onUploading={uploading.onPhotos}
        kept={values.chosen}
        keep={(chosen) => draft.set({ chosen })}
        error={shown(errors, 'fileIds') ?? fileError(errors)}
      />
      {offered.length > 1 && (
        <Choice
          label="以哪个党支部的名义"
          options={offered.map(({ code, name }) => ({ value: code, label: name }))}
          value={branchCode}
          onChange={(code) => draft.set({ branchCode: code })}
          error={shown(errors, 'branchCode')}
        />
      )}
      {offered.length === 0 && (
        <Card tone="warning">
          <Words size={15}>您负责的范围里还没有党支部，先请街道登记党支部，再发公告。</Words>
        </Card>
      )}
      <AreaPicker
        mine={areas}
        chosen={values.audience}
        onChange={(audience) => draft.set({ audience })}
        error={shown(errors, 'audience')}
      />
      {problem && (
        <Announce urgent seen>
          {problem.code === 'notFound' ? '这个党支部的公告不由您写，请换一个党支部' : problem.detail}
        </Announce>
      )}
      <Announce urgent>{wrong > 0 ? `有 ${wrong} 处要改` : ''}</Announce>
    </Screen>
  )
}

/** Renders the form of a notice: title, text, pictures, audience. The draft stays on the device until the API has it. */
export default function WriteNotice() {
  const { id } = useParams('id')
  const me = useMe()
  const branches = useRead('GET /v1/branches', {})
  const notice = useRead('GET /v1/staff/notices/{id}', { params: { id } }, { when: id !== '' })
  const base = both(me, branches)
  const ready = base.value && (id === '' || notice.value)
  if (ready && base.value) return <Writing of={notice.value} me={base.value[0]} branches={base.value[1].rows} />
  return (
    <Screen of={id !== '' && notice.problem ? { ...notice, value: undefined } : { ...base, value: undefined }} shape="form">
      {() => null}
    </Screen>
  )
}
